package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;

/** What one scan of a top-level class tells: its bodies, who calls whom, how its fields are set. */
final class Program {
  private final Env env;
  final Map<ExecutableElement, Body> bodies = new LinkedHashMap<>();
  final Map<TypeElement, ClassTree> classes = new LinkedHashMap<>();
  final Map<TypeElement, Body> initializers = new LinkedHashMap<>();

  private final Map<VariableElement, VariableTree> declarations = new LinkedHashMap<>();
  private final Map<VariableElement, List<ExpressionTree>> constructorValues = new HashMap<>();
  private final Map<VariableElement, List<ExpressionTree>> laterValues = new HashMap<>();
  private final Set<VariableElement> nullable = new HashSet<>();
  private final Set<VariableElement> monitors = new HashSet<>();
  final References refs;
  final SettledArrays arrays;
  final Rows rows;
  final Callers callers;
  private boolean optimistic;

  Program(Env env, ClassTree top) {
    this.env = env;
    refs = new References(env, env.element(top));
    arrays = new SettledArrays(env, this, top);
    rows = new Rows(env, top);
    new Scan().scan(top, null);
    callers = new Callers(env, bodies, refs);
    bodies.values().forEach(b -> b.locking |= b.locksAtFields(initializers));
    Body.spread(bodies);
  }

  /** Fields that the body or one that it calls here writes. */
  Set<VariableElement> allWrites(Body b) {
    return b.allWrites(bodies);
  }

  /** Fields that the body or one that it calls here mentions. */
  Set<VariableElement> allFields(Body b) {
    return b.allFields(bodies);
  }

  /** Whether stamps of optimistic reads may be about. */
  boolean optimistic() {
    return optimistic;
  }

  /** Whether anything here concerns locking. */
  boolean concernsLocking() {
    return bodies.values().stream().anyMatch(b -> b.locking)
        || initializers.values().stream().anyMatch(b -> b.locking);
  }

  /** The body to interpret at a call, or null if it lives elsewhere or may be overridden here. */
  Body inline(ExecutableElement method) {
    Body b = bodies.get(method);
    return b == null || b.tree.getBody() == null || callers.overridden(method) ? null : b;
  }

  /** Whether a method is judged through its callers alone. */
  boolean throughCallers(ExecutableElement m) {
    return (m.getModifiers().contains(Modifier.PRIVATE) || Env.ofBody(m))
        && m.getKind() == ElementKind.METHOD
        && !refs.named(m)
        && callers.of(m).stream().anyMatch(c -> c != m);
  }

  /**
   * Whether what the method does without a lock counts: anybody may call it without one, or it is
   * judged for each of its callers.
   */
  boolean judged(ExecutableElement m) {
    return m.getModifiers().contains(Modifier.PUBLIC) && !env.callableOnlyHere(m, classes.keySet())
        || m.getKind() == ElementKind.CONSTRUCTOR
        || refs.leave(m)
        || throughCallers(m)
        || callers.lockless(m)
        || m.getEnclosingElement().getKind() == ElementKind.INTERFACE;
  }

  /** Whether the field is used as a monitor here. */
  boolean synchronizes(VariableElement f) {
    return monitors.contains(f);
  }

  /** Whether a field always holds the same value as far as identity of locks is concerned. */
  boolean stable(VariableElement f) {
    return Env.isFinal(f)
        || (declarations.containsKey(f) ? !laterValues.containsKey(f) : env.threadSafe(f.asType()));
  }

  /** Whether a field is set once, by its own class alone. */
  boolean settled(VariableElement f) {
    return Env.isFinal(f)
        || (f.getModifiers().contains(Modifier.PRIVATE)
            && declarations.containsKey(f)
            && !laterValues.containsKey(f));
  }

  boolean declaredHere(VariableElement f) {
    return declarations.containsKey(f);
  }

  VariableTree declaration(VariableElement f) {
    return declarations.get(f);
  }

  /** Whether the code shows that a field may be null: never set, set to null, or asked for null. */
  boolean maybeNull(VariableElement f) {
    VariableTree d = declarations.get(f);
    if (d == null || f.getKind() == ElementKind.ENUM_CONSTANT) {
      return false;
    }
    return nullable.contains(f)
        || (d.getInitializer() == null && !constructorValues.containsKey(f));
  }

  /** The expression that gives a field its only value, or null. */
  ExpressionTree onlyValue(VariableElement f) {
    VariableTree d = declarations.get(f);
    if (d == null || laterValues.containsKey(f)) {
      return null;
    }
    List<ExpressionTree> set = constructorValues.getOrDefault(f, List.of());
    if (d.getInitializer() != null) {
      return set.isEmpty() ? d.getInitializer() : null;
    }
    return set.size() == 1 ? set.get(0) : null;
  }

  /** Whether the field is given such a value after its constructor. */
  boolean later(VariableElement f, Predicate<ExpressionTree> such) {
    return laterValues.getOrDefault(f, List.of()).stream().anyMatch(v -> v != null && such.test(v));
  }

  private final class Scan extends TreeScanner<Void, Void> {
    private ClassTree owner;
    private TypeElement type;
    private Body body;
    private boolean constructing;
    private int closures;

    @Override
    public Void visitClass(ClassTree t, Void p) {
      ClassTree oldOwner = owner;
      TypeElement oldType = type;
      Body oldBody = body;
      boolean oldConstructing = constructing;
      owner = t;
      if (env.element(t) instanceof TypeElement e) {
        type = e;
        classes.put(e, t);
        initializers.put(e, new Body(null, null, t));
        body = initializers.get(e);
        constructing = true;
        super.visitClass(t, p);
        MethodTree closure = oldBody == null ? null : Anonymous.closure(env, t);
        if (closure != null) {
          Body inner = bodies.get(env.element(closure));
          inner.closure = true;
          oldBody.contains(inner);
        }
        if (oldBody != null && oldBody.method == null) {
          oldBody.locking |= body.locking && t.getSimpleName().length() == 0;
        }
      }
      owner = oldOwner;
      type = oldType;
      body = oldBody;
      constructing = oldConstructing;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree t, Void p) {
      Body oldBody = body;
      boolean oldConstructing = constructing;
      if (env.element(t) instanceof ExecutableElement m) {
        body = new Body(m, t, owner);
        constructing = m.getKind() == ElementKind.CONSTRUCTOR;
        Contract contract = env.contract(m);
        body.locking =
            m.getModifiers().contains(Modifier.SYNCHRONIZED)
                || contract.concernsLocking()
                || contract.has("TentativeSafe")
                || env.contracts.ours(m, "Pure")
                || env.written(m, "Total");
        for (VariableElement v : m.getParameters()) {
          body.locking |=
              scoped(v) || env.written(v, "RunsInPlace") || env.written(v, "RequiresContext");
        }
        bodies.put(m, body);
        super.visitMethod(t, p);
      }
      body = oldBody;
      constructing = oldConstructing;
      return null;
    }

    private boolean scoped(VariableElement v) {
      return env.borrowed(v)
          || env.marked(v.asType(), "ContextToken")
          || env.marked(v.asType(), "GuardType")
          || env.marked(v.asType(), "SetType");
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      if (env.element(t) instanceof VariableElement v) {
        if (Env.isField(v)) {
          declarations.put(v, t);
          if (Env.isNull(t.getInitializer())) {
            nullable.add(v);
          }
        }
        if (body != null) {
          body.locking |= env.written(v, "GuardedBy");
          unnamed(v.asType());
        }
      }
      return super.visitVariable(t, p);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree t, Void p) {
      if (body != null) {
        body.lambdas = true;
        body.lends |= !refs.leaves(t);
        for (VariableTree v : t.getParameters()) {
          body.locking |= env.element(v) instanceof VariableElement e && scoped(e);
        }
      }
      closures++;
      super.visitLambdaExpression(t, p);
      closures--;
      return null;
    }

    @Override
    public Void visitAssignment(AssignmentTree t, Void p) {
      wrote(t.getVariable(), t.getExpression());
      return super.visitAssignment(t, p);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree t, Void p) {
      wrote(t.getVariable(), null);
      return super.visitCompoundAssignment(t, p);
    }

    @Override
    public Void visitUnary(UnaryTree t, Void p) {
      switch (t.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
            wrote(t.getExpression(), null);
        default -> {}
      }
      return super.visitUnary(t, p);
    }

    private void changed(ExpressionTree object) {
      ExpressionTree bare = Env.strip(object);
      if ((bare instanceof IdentifierTree || bare instanceof MemberSelectTree)
          && env.element(bare) instanceof VariableElement f) {
        if (Env.isField(f)) {
          body.changes.add(f);
        } else {
          body.changesGiven = true;
        }
      }
    }

    private void wrote(ExpressionTree target, ExpressionTree value) {
      ExpressionTree bare = Env.strip(target);
      if (body != null && bare instanceof ArrayAccessTree a) {
        changed(a.getExpression());
      }
      if (!(bare instanceof IdentifierTree) && !(bare instanceof MemberSelectTree)) {
        return;
      }
      if (!(env.element(bare) instanceof VariableElement f) || !Env.isField(f)) {
        return;
      }
      if (body != null) {
        body.writes.add(f);
      }
      if (Env.isNull(value)) {
        nullable.add(f);
      }
      boolean own =
          bare instanceof IdentifierTree
              || ((MemberSelectTree) bare).getExpression() instanceof IdentifierTree base
                  && base.getName().contentEquals("this");
      if (constructing
          && closures == 0
          && own
          && f.getEnclosingElement().equals(type)
          && value != null) {
        constructorValues.computeIfAbsent(f, x -> new ArrayList<>()).add(value);
      } else {
        laterValues.computeIfAbsent(f, x -> new ArrayList<>()).add(value);
      }
    }

    @Override
    public Void visitBinary(BinaryTree t, Void p) {
      if (t.getKind() == Tree.Kind.EQUAL_TO || t.getKind() == Tree.Kind.NOT_EQUAL_TO) {
        asked(t.getLeftOperand(), t.getRightOperand());
        asked(t.getRightOperand(), t.getLeftOperand());
      }
      return super.visitBinary(t, p);
    }

    private void asked(ExpressionTree field, ExpressionTree other) {
      ExpressionTree bare = Env.strip(field);
      if (Env.isNull(other)
          && (bare instanceof IdentifierTree || bare instanceof MemberSelectTree)
          && env.element(bare) instanceof VariableElement f
          && Env.isField(f)) {
        nullable.add(f);
      }
    }

    @Override
    public Void visitIdentifier(IdentifierTree t, Void p) {
      seen(t);
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree t, Void p) {
      seen(t);
      return super.visitMemberSelect(t, p);
    }

    private void seen(Tree t) {
      if (body == null) {
        return;
      }
      Element e = env.element(t);
      if (e instanceof VariableElement f && Env.isField(f)) {
        body.fields.add(f);
        if (!body.locking && env.written(f, "GuardedBy")) {
          body.locking = true;
        }
      }
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      Element e = env.element(t.getMethodSelect());
      called(e, t.getArguments());
      if (body != null
          && t.getMethodSelect() instanceof MemberSelectTree s
          && e instanceof ExecutableElement m
          && !env.contract(m).has("Pure")) {
        changed(s.getExpression());
        refs.calledOn(s.getExpression(), m);
      }
      return super.visitMethodInvocation(t, p);
    }

    /** A type that takes part in sets of locks without saying which class it is of. */
    private void unnamed(TypeMirror t) {
      body.locking |=
          t instanceof DeclaredType d
              && d.getTypeArguments().isEmpty()
              && !Env.declared(t).getTypeParameters().isEmpty()
              && env.marked(t, "SetType");
    }

    @Override
    public Void visitTypeCast(TypeCastTree t, Void p) {
      if (body != null) {
        body.locking |= env.marked(env.type(t), "SetType");
      }
      return super.visitTypeCast(t, p);
    }

    @Override
    public Void visitNewClass(NewClassTree t, Void p) {
      if (body != null) {
        unnamed(env.type(t));
      }
      called(env.element(t), t.getArguments());
      return super.visitNewClass(t, p);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree t, Void p) {
      Element e = env.element(t);
      called(e, List.of());
      refs.name(e);
      return super.visitMemberReference(t, p);
    }

    private void called(Element e, List<? extends ExpressionTree> args) {
      refs.given(e, args);
      if (body != null && e instanceof ExecutableElement m) {
        body.calls.add(m);
        Contract contract = env.contract(m);
        body.locking |= contract.concernsLocking() || Monitors.waits(m);
        body.sleeps |= contract.has("Blocking") || Monitors.waits(m);
        optimistic |= contract.has("Validates") || contract.has("Retries");
        if (!body.locking) {
          for (VariableElement v : m.getParameters()) {
            body.locking |=
                env.marked(v.asType(), "ContextToken") || env.marked(v.asType(), "LockType");
          }
        }
      }
    }

    @Override
    public Void visitSynchronized(SynchronizedTree t, Void p) {
      if (env.element(Env.strip(t.getExpression())) instanceof VariableElement v) {
        monitors.add(v);
      }
      if (body != null) {
        body.locking = true;
        body.sleeps = true;
      }
      return super.visitSynchronized(t, p);
    }
  }
}
