import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.List;

/** Mistakes with {@code StampedLock}. */
final class StampMutations extends Mutations {
  private static final String STAMPED = "java.util.concurrent.locks.StampedLock";
  private static final String[] OPTIMISTIC = {
    "optimistic-unvalidated", "optimistic-failed", "optimistic-reread", "optimistic-hazard"
  };
  private static final String[] PAIRING = {"stamp-misuse", "lock-unbalanced", "guard-leak"};

  StampMutations(Trees trees, CompilationUnitTree unit, String text, Path file, List<Mutant> into) {
    super(trees, unit, text, file, into);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
    if (method() != null && calls(t, STAMPED, "validate")) {
      replace("drop-validate", t, "true", OPTIMISTIC);
      replace("invert-validate", t, "!" + text(t), OPTIMISTIC);
      replace("validate-fresh-stamp", t.getArguments().get(0), fresh(t), OPTIMISTIC);
    }
    if (method() != null && t.getMethodSelect() instanceof MemberSelectTree select) {
      String on = text(select.getExpression());
      if (calls(t, STAMPED, "unlockRead", "unlockWrite")
          && count(on, "unlockRead", "unlockWrite", "unlock") == 1) {
        String other = select.getIdentifier().contentEquals("unlockRead") ? "Write" : "Read";
        String stamp = text(t.getArguments().get(0));
        replace("unlock-other-mode", t, on + ".unlock" + other + "(" + stamp + ")", PAIRING);
        replace("drop-unlock", t, "hashCode()", PAIRING);
        replace("unlock-twice", t, text(t) + "; " + text(t), PAIRING);
      }
    }
    return super.visitMethodInvocation(t, p);
  }

  /** A stamp of now, from the same lock. */
  private String fresh(MethodInvocationTree validate) {
    return receiver(validate) == null
        ? "tryOptimisticRead()"
        : text(receiver(validate)) + ".tryOptimisticRead()";
  }

  @Override
  public Void visitVariable(VariableTree t, Void p) {
    if (method() != null && t.getInitializer() != null) {
      if (calls(t.getInitializer(), STAMPED, "writeLock")) {
        replace(
            "lock-twice",
            t,
            text(t.getInitializer()) + "; " + text(t),
            "self-deadlock",
            "guard-dropped");
      } else if (calls(t.getInitializer(), STAMPED, "readLock")) {
        String on = text(receiver(t.getInitializer()));
        replace("read-without-lock", t.getInitializer(), on + ".tryOptimisticRead()", PAIRING);
      }
    }
    return super.visitVariable(t, p);
  }
}
