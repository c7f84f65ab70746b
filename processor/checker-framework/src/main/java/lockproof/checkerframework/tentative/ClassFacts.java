package lockproof.checkerframework.tentative;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import lockproof.checkerframework.shared.Environment;
import org.checkerframework.javacutil.ElementUtils;
import org.checkerframework.javacutil.TreeUtils;

/** What the code of one top-level class shows about its fields and methods. */
final class ClassFacts {
  private final Map<VariableElement, VariableTree> fields = new HashMap<>();
  private final Map<ExecutableElement, MethodTree> methods = new HashMap<>();
  private final Set<VariableElement> reassigned = new HashSet<>();
  private final Set<VariableElement> assigned = new HashSet<>();
  private final Map<VariableElement, String> given = new HashMap<>();
  private final Map<VariableElement, ExpressionTree> first = new HashMap<>();
  private final Set<VariableElement> moving = new HashSet<>();
  private final Set<VariableElement> nullable = new HashSet<>();
  private final Set<ExecutableElement> throwing = new HashSet<>();
  private final Map<Coverage.Target, Set<Cover>> covers;
  private final Set<Element> knownLocks = new HashSet<>();

  private final Set<Element> types = new HashSet<>();
  private final Environment env;
  private final Elements elements;

  ClassFacts(CompilationUnitTree unit, ClassTree top, Environment env) {
    this.env = env;
    elements = env.elements();
    new Declared().scan(top, null);
    new Used().scan(top, null);
    covers = new Coverage(this, unit, env).infer();
    covers.values().forEach(all -> all.forEach(c -> knownLocks.add(c.lock())));
    knownLocks.remove(null);
  }

  Map<ExecutableElement, MethodTree> methods() {
    return methods;
  }

  boolean declares(Element field) {
    return fields.containsKey(field);
  }

  /** Whether the code shows that the field may be null. */
  boolean maybeNull(VariableElement f) {
    VariableTree d = fields.get(f);
    return d != null
        && !f.asType().getKind().isPrimitive()
        && f.getKind() == ElementKind.FIELD
        && (nullable.contains(f) || (d.getInitializer() == null && !assigned.contains(f)));
  }

  /** Whether the field has the same value from construction on. */
  boolean constant(VariableElement f) {
    return f.getModifiers().contains(Modifier.FINAL)
        || (f.getModifiers().contains(Modifier.PRIVATE)
            && fields.containsKey(f)
            && !reassigned.contains(f));
  }

  /** The lock of the same object whose view the field holds, or the field itself. */
  VariableElement viewed(VariableElement f) {
    return first.get(f) instanceof MethodInvocationTree call
            && constant(f)
            && env.contract(call, TreeUtils.elementFromUse(call)).has("LockView")
            && TreeUtils.getReceiverTree(call) instanceof IdentifierTree lock
            && TreeUtils.elementFromUse(lock) instanceof VariableElement l
            && l.getKind() == ElementKind.FIELD
        ? l
        : f;
  }

  /** What the fields of the objects of a class are given first. */
  List<ExpressionTree> initializers(Element type) {
    return fields.entrySet().stream()
        .filter(f -> f.getKey().getEnclosingElement().equals(type))
        .filter(f -> !f.getKey().getModifiers().contains(Modifier.STATIC))
        .<ExpressionTree>map(f -> f.getValue().getInitializer())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Whether the local or parameter is given different things. */
  boolean moving(VariableElement local) {
    return moving.contains(local);
  }

  /** The locks under which the code writes the field, or what it refers to. */
  Set<Cover> covers(VariableElement f, boolean content) {
    return covers.getOrDefault(new Coverage.Target(f, content), Set.of());
  }

  /** Whether something is known to be guarded by the lock that is kept in this field. */
  boolean guardsSomething(Element lock) {
    return knownLocks.contains(lock);
  }

  /** Whether the constructor is one of a class of this file. */
  boolean declaredHere(ExecutableElement constructor) {
    return types.contains(constructor.getEnclosingElement());
  }

  /** Whether the constructor or method refuses some arguments. */
  boolean refuses(ExecutableElement e) {
    return throwing.contains(e);
  }

  /** A method whose code stands here and cannot be another one's when called, or null. */
  MethodTree body(ExecutableElement m) {
    MethodTree t = methods.get(m);
    return t == null || t.getBody() == null || m.getModifiers().contains(Modifier.ABSTRACT)
        ? null
        : t;
  }

  /** Whether a method of this file overrides it. */
  boolean overridden(ExecutableElement m) {
    return methods.keySet().stream()
        .anyMatch(
            o ->
                o != m
                    && o.getSimpleName().equals(m.getSimpleName())
                    && o.getEnclosingElement() != m.getEnclosingElement()
                    && elements.overrides(o, m, (TypeElement) o.getEnclosingElement()));
  }

  /**
   * The body of a method that is a chain of guarded returns, and a last one; between them stand
   * names for values, and what it does beside. Null of any other.
   */
  List<? extends StatementTree> expression(ExecutableElement m) {
    MethodTree t = body(m);
    List<? extends StatementTree> all = t == null ? List.of() : t.getBody().getStatements();
    for (int i = 0; i < all.size(); i++) {
      boolean last = i == all.size() - 1;
      if (last
          ? !returns(all.get(i))
          : !(guarded(all.get(i)) || names(all.get(i)) || beside(all.get(i)))) {
        return null;
      }
    }
    return all.isEmpty() ? null : all;
  }

  /** Whether it gives a value a name, once and for all; taking a lock is more than that. */
  private boolean names(StatementTree s) {
    if (!(s instanceof VariableTree v)
        || v.getInitializer() == null
        || !ElementUtils.isEffectivelyFinal(TreeUtils.elementFromDeclaration(v))) {
      return false;
    }
    boolean[] takes = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        takes[0] |= env.contract(t, TreeUtils.elementFromUse(t)).has("Acquires");
        return super.visitMethodInvocation(t, p);
      }
    }.scan(v.getInitializer(), null);
    return !takes[0];
  }

  /** Whether it neither leaves, nor gives anything a value, nor has to do with locks. */
  private boolean beside(StatementTree s) {
    boolean[] beside = {true};
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree t, Void p) {
        beside[0] &=
            !(t instanceof ReturnTree || t instanceof ThrowTree || t instanceof AssignmentTree)
                && !(t instanceof CompoundAssignmentTree c && local(c.getVariable()))
                && !(t instanceof UnaryTree u && local(u.getExpression()) && steps(u));
        return beside[0] ? super.scan(t, p) : null;
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExecutableElement m = TreeUtils.elementFromUse(t);
        beside[0] &= !Locking.decides(env.contract(t, m)) && !methods.containsKey(m);
        return super.visitMethodInvocation(t, p);
      }
    }.scan(s, null);
    return beside[0];
  }

  private static boolean local(ExpressionTree t) {
    Element e = TreeUtils.elementFromTree(t);
    return e != null && e.getKind() != ElementKind.FIELD;
  }

  private static boolean steps(UnaryTree t) {
    return switch (t.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
      default -> false;
    };
  }

  static boolean guarded(StatementTree s) {
    if (!(s instanceof IfTree i) || i.getElseStatement() != null) {
      return false;
    }
    return i.getThenStatement() instanceof BlockTree b
        ? b.getStatements().size() == 1 && returns(b.getStatements().get(0))
        : returns(i.getThenStatement());
  }

  private static boolean returns(StatementTree s) {
    return s instanceof ReturnTree r && r.getExpression() != null;
  }

  private final class Declared extends TreeScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree t, Void p) {
      types.add(TreeUtils.elementFromDeclaration(t));
      for (Tree m : t.getMembers()) {
        if (m instanceof VariableTree v) {
          fields.put(TreeUtils.elementFromDeclaration(v), v);
        } else if (m instanceof MethodTree method) {
          methods.put(TreeUtils.elementFromDeclaration(method), method);
        }
      }
      return super.visitClass(t, p);
    }
  }

  private final class Used extends TreeScanner<Void, Void> {
    private ExecutableElement in;

    @Override
    public Void visitClass(ClassTree t, Void p) {
      ExecutableElement outer = in;
      in = null;
      super.visitClass(t, p);
      in = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree t, Void p) {
      ExecutableElement outer = in;
      in = TreeUtils.elementFromDeclaration(t);
      super.visitMethod(t, p);
      in = outer;
      return null;
    }

    @Override
    public Void visitThrow(ThrowTree t, Void p) {
      if (in != null) {
        throwing.add(in);
      }
      return super.visitThrow(t, p);
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      if (t.getInitializer() instanceof LiteralTree l && l.getValue() == null) {
        nullable(TreeUtils.elementFromDeclaration(t));
      }
      given(TreeUtils.elementFromDeclaration(t), t.getInitializer());
      return super.visitVariable(t, p);
    }

    @Override
    public Void visitAssignment(AssignmentTree t, Void p) {
      written(t.getVariable());
      given(TreeUtils.elementFromTree(t.getVariable()), t.getExpression());
      if (isNull(t.getExpression())) {
        nullable(TreeUtils.elementFromTree(t.getVariable()));
      }
      return super.visitAssignment(t, p);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree t, Void p) {
      written(t.getVariable());
      return super.visitCompoundAssignment(t, p);
    }

    @Override
    public Void visitUnary(UnaryTree t, Void p) {
      if (steps(t)) {
        written(t.getExpression());
      }
      return super.visitUnary(t, p);
    }

    @Override
    public Void visitBinary(com.sun.source.tree.BinaryTree t, Void p) {
      if (isNull(t.getRightOperand())) {
        nullable(TreeUtils.elementFromTree(t.getLeftOperand()));
      } else if (isNull(t.getLeftOperand())) {
        nullable(TreeUtils.elementFromTree(t.getRightOperand()));
      }
      return super.visitBinary(t, p);
    }

    private boolean isNull(ExpressionTree t) {
      return TreeUtils.isNullExpression(TreeUtils.withoutParensOrCasts(t));
    }

    private void nullable(Element e) {
      if (e instanceof VariableElement v) {
        nullable.add(v);
      }
    }

    /** A parameter has something from the start. */
    private void given(Element e, ExpressionTree value) {
      if (e instanceof VariableElement f && f.getKind() == ElementKind.FIELD && value != null) {
        first.put(f, value);
      }
      if (!(e instanceof VariableElement v)
          || v.getKind() == ElementKind.FIELD
          || value == null
          || isNull(value)) {
        return;
      }
      String before = given.put(v, value.toString());
      if (before == null ? v.getKind() == ElementKind.PARAMETER : !before.equals(given.get(v))) {
        moving.add(v);
      }
    }

    private void written(ExpressionTree target) {
      if (TreeUtils.elementFromTree(target) instanceof VariableElement f
          && f.getKind() == ElementKind.FIELD) {
        boolean constructing = in != null && in.getKind() == ElementKind.CONSTRUCTOR;
        (constructing ? assigned : reassigned).add(f);
      }
    }
  }
}
