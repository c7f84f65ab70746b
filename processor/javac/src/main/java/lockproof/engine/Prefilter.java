package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import lockproof.contract.Bearers;

/**
 * Tells whether a class can concern locking at all: whether it locks by the language's own means,
 * or is, extends, mentions or calls something that bears a mark or a model. Most do not, and cost
 * no more than this.
 */
public final class Prefilter {
  private final Trees trees;
  private final Bearers bearers;

  /** One per compilation. */
  public Prefilter(Trees trees, Bearers bearers) {
    this.trees = trees;
    this.bearers = bearers;
  }

  /** Whether there is anything to look at in a top-level class. */
  public boolean concerns(CompilationUnitTree unit, Tree top) {
    Scan scan = new Scan(unit);
    scan.scan(top, null);
    return scan.found;
  }

  private final class Scan extends TreeScanner<Void, Void> {
    private final TreePath root;
    private final Set<Name> imported = new HashSet<>();
    private boolean everyName;
    private boolean found;

    Scan(CompilationUnitTree unit) {
      root = new TreePath(unit);
      for (ImportTree i : unit.getImports()) {
        if (i.isStatic() && i.getQualifiedIdentifier() instanceof MemberSelectTree s) {
          everyName |= s.getIdentifier().contentEquals("*");
          imported.add(s.getIdentifier());
        }
      }
    }

    private Element element(Tree t) {
      return trees.getElement(new TreePath(root, t));
    }

    private void used(Tree t) {
      Element e = element(t);
      found |= e != null && bearers.bears(e);
    }

    @Override
    public Void scan(Tree t, Void p) {
      return found ? null : super.scan(t, p);
    }

    @Override
    public Void visitClass(ClassTree t, Void p) {
      found |= element(t) instanceof TypeElement type && bearers.bears(type);
      return scan(t.getMembers(), p);
    }

    /** Members have been asked about with their class: what is left of them is code. */
    @Override
    public Void visitMethod(MethodTree t, Void p) {
      found |= t.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
      return scan(t.getBody(), p);
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      Element e = element(t);
      found |= e != null && e.getKind() != ElementKind.FIELD && bearers.mentions(e.asType());
      return scan(t.getInitializer(), p);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree t, Void p) {
      Element e = element(t);
      found |= e != null && !(e instanceof TypeElement) && bearers.bears(e);
      return scan(t.getExpression(), p);
    }

    /** Every object can be waited for by a bare name. */
    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      if (t.getMethodSelect() instanceof IdentifierTree) {
        used(t.getMethodSelect());
      }
      return super.visitMethodInvocation(t, p);
    }

    /** A bare name is a local or a member of a class that has been asked about, or imported. */
    @Override
    public Void visitIdentifier(IdentifierTree t, Void p) {
      if (everyName || imported.contains(t.getName())) {
        used(t);
      }
      return null;
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree t, Void p) {
      used(t);
      return super.visitMemberReference(t, p);
    }

    @Override
    public Void visitNewClass(NewClassTree t, Void p) {
      used(t);
      found |= bearers.mentions(trees.getTypeMirror(new TreePath(root, t)));
      return super.visitNewClass(t, p);
    }

    @Override
    public Void visitTypeCast(TypeCastTree t, Void p) {
      found |= bearers.mentions(trees.getTypeMirror(new TreePath(root, t)));
      return scan(t.getExpression(), p);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree t, Void p) {
      found = true;
      return null;
    }
  }
}
