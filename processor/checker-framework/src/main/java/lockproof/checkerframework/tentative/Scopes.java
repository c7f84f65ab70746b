package lockproof.checkerframework.tentative;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;
import org.checkerframework.javacutil.TreeUtils;

/** Objects of the same file that take a lock when they are made, and give it back when closed. */
final class Scopes {
  private final Environment env;
  private final Reads reads;

  Scopes(Environment env, Reads reads) {
    this.env = env;
    this.reads = reads;
  }

  /** The locks that are held when the constructor has run. */
  Set<Path> taken(ExecutableElement constructor, List<Trace> args) {
    Set<Path> taken = new LinkedHashSet<>();
    MethodTree body = reads.facts().body(constructor);
    if (body == null) {
      return taken;
    }
    Map<Element, Path> known = new HashMap<>();
    for (int i = 0; i < constructor.getParameters().size() && i < args.size(); i++) {
      known.put(constructor.getParameters().get(i), args.get(i).path());
    }
    Taking taking = new Taking(constructor.getEnclosingElement(), known, taken);
    taking.scan(reads.facts().initializers(constructor.getEnclosingElement()), null);
    taking.scan(body.getBody(), null);
    return taken;
  }

  /** Whether the method gives a lock back. */
  boolean gives(ExecutableElement method) {
    MethodTree body = reads.facts().body(method);
    boolean[] gives = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        gives[0] |= env.contract(t, TreeUtils.elementFromUse(t)).has("Releases");
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body == null ? null : body.getBody(), null);
    return gives[0];
  }

  private final class Taking extends TreeScanner<Void, Void> {
    private final Element type;
    private final Map<Element, Path> known;
    private final Set<Path> taken;

    Taking(Element type, Map<Element, Path> known, Set<Path> taken) {
      this.type = type;
      this.known = known;
      this.taken = taken;
    }

    @Override
    public Void visitClass(ClassTree t, Void p) {
      return null;
    }

    @Override
    public Void visitAssignment(AssignmentTree t, Void p) {
      Element field = TreeUtils.elementFromTree(t.getVariable());
      Element value = TreeUtils.elementFromTree((Tree) t.getExpression());
      if (field != null && value != null && known.containsKey(value)) {
        known.put(field, known.get(value));
      }
      return super.visitAssignment(t, p);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      Contract c = env.contract(t, TreeUtils.elementFromUse(t));
      for (Mark m : c.all("Acquires")) {
        boolean always = m.constant("on", Outcome.ALWAYS) == Outcome.ALWAYS;
        if (always && m.constant("mode", Mode.ANY) != Mode.OPTIMISTIC) {
          Path lock = place(TreeUtils.getReceiverTree(t));
          if (lock != null) {
            taken.add(lock);
          }
        }
      }
      return super.visitMethodInvocation(t, p);
    }

    /** As whoever makes the object calls it: fields of the class around are fields of theirs. */
    private Path place(ExpressionTree lock) {
      Element e = lock == null ? null : TreeUtils.elementFromTree((Tree) lock);
      if (!(e instanceof VariableElement v) || known.containsKey(e)) {
        return known.get(e);
      }
      if (v.getKind() != ElementKind.FIELD || v.getEnclosingElement().equals(type)) {
        return null;
      }
      return v.getModifiers().contains(Modifier.STATIC) ? Path.root(v) : Path.THIS.to(v);
    }
  }
}
