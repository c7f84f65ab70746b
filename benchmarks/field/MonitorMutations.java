import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/** Mistakes with monitors: writes that lose theirs, while another keeps it. */
final class MonitorMutations extends Mutations {
  private static final String[] UNGUARDED = {"guarded-access", "must-hold"};
  private static final String[] NOBODYS = {"guarded-access", "must-hold", "lock-object-misused"};

  MonitorMutations(
      Trees trees, CompilationUnitTree unit, String text, Path file, List<Mutant> into) {
    super(trees, unit, text, file, into);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree t, Void p) {
    TreePath method = method();
    String lock = t.getExpression().toString();
    if (method != null && !alone(method) && keptElsewhere(method, t.getBlock(), lock)) {
      replace("drop-synchronized", start(t), start(t.getBlock()), "", UNGUARDED);
      replace("lock-new-object", t.getExpression(), "(new Object())", NOBODYS);
    }
    return super.visitSynchronized(t, p);
  }

  @Override
  public Void visitMethod(MethodTree t, Void p) {
    int at = t.getBody() == null ? -1 : text.indexOf("synchronized ", start(t));
    boolean plain =
        t.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)
            && t.getModifiers().getFlags().contains(Modifier.PUBLIC)
            && !t.getModifiers().getFlags().contains(Modifier.STATIC);
    if (plain
        && at >= 0
        && at < start(t.getBody())
        && keptElsewhere(getCurrentPath(), t.getBody(), "(this)")) {
      replace("drop-synchronized-method", at, at + "synchronized ".length(), "", UNGUARDED);
    }
    return super.visitMethod(t, p);
  }

  /** Whether nobody else can be there: a constructor, or code that others synchronize. */
  private static boolean alone(TreePath method) {
    MethodTree m = (MethodTree) method.getLeaf();
    return m.getReturnType() == null
        || m.getModifiers().getFlags().contains(Modifier.PRIVATE)
        || m.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
  }

  /** Whether a field that is written here is written under the same lock in another method. */
  private boolean keptElsewhere(TreePath method, Tree region, String lock) {
    List<Element> here = new ArrayList<>(written(region));
    here.removeIf(f -> f.getModifiers().contains(Modifier.VOLATILE));
    Tree owner = method.getParentPath().getLeaf();
    List<Element> there = new ArrayList<>();
    if (owner instanceof ClassTree type && !here.isEmpty()) {
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree other
            && other != method.getLeaf()
            && other.getReturnType() != null
            && other.getBody() != null) {
          regions(other, lock).forEach(r -> there.addAll(written(r)));
        }
      }
    }
    here.retainAll(there);
    return !here.isEmpty();
  }

  private static List<Tree> regions(MethodTree method, String lock) {
    List<Tree> all = new ArrayList<>();
    boolean isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)
        && !isStatic
        && lock.equals("(this)")) {
      all.add(method.getBody());
    }
    new com.sun.source.util.TreeScanner<Void, Void>() {
      @Override
      public Void visitSynchronized(SynchronizedTree t, Void p) {
        if (t.getExpression().toString().equals(lock)) {
          all.add(t.getBlock());
        }
        return super.visitSynchronized(t, p);
      }
    }.scan(method.getBody(), null);
    return all;
  }
}
