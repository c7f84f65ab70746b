import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.List;

/** Mistakes with locks that pair {@code lock} and {@code unlock}, and with their conditions. */
final class LockMutations extends Mutations {
  private static final String LOCKS = "java.util.concurrent.locks.";

  LockMutations(Trees trees, CompilationUnitTree unit, String text, Path file, List<Mutant> into) {
    super(trees, unit, text, file, into);
  }

  @Override
  public Void visitBlock(BlockTree block, Void p) {
    List<? extends StatementTree> all = block.getStatements();
    for (int i = 0; i + 1 < all.size(); i++) {
      ExpressionTree call = call(all.get(i));
      if (method() != null
          && calls(call, LOCKS, "lock", "lockInterruptibly")
          && receiver(call) != null
          && all.get(i + 1) instanceof TryTree guarded) {
        pair(all.get(i), call, guarded);
      }
    }
    return super.visitBlock(block, p);
  }

  /** {@code X.lock(); try { ... } finally { X.unlock(); }}, the only pair of its lock. */
  private void pair(StatementTree lock, ExpressionTree call, TryTree guarded) {
    String on = receiver(call).toString();
    if (guarded.getFinallyBlock() == null
        || guarded.getFinallyBlock().getStatements().size() != 1
        || count(on, "lock", "lockInterruptibly", "tryLock") != 1
        || count(on, "unlock") != 1) {
      return;
    }
    StatementTree unlock = guarded.getFinallyBlock().getStatements().get(0);
    if (!calls(call(unlock), LOCKS, "unlock") || !receiver(call(unlock)).toString().equals(on)) {
      return;
    }
    replace("drop-unlock", unlock, "", "guard-leak");
    replace("unlock-twice", unlock, text(unlock) + " " + text(unlock), "lock-unbalanced");
    replace("drop-lock", lock, "", "lock-unbalanced", "guarded-access", "must-hold");
    if (calls(guarded.getBlock())) {
      String caught =
          "} catch (IllegalStateException seeded) { throw new RuntimeException(seeded); }";
      replace(
          "unlock-not-in-finally",
          end(guarded.getBlock()) - 1,
          end(guarded),
          leaves(guarded.getBlock()) ? caught : text(unlock) + " " + caught,
          "guard-leak");
    }
    if (receiver(call) instanceof MethodInvocationTree view
        && view.getMethodSelect() instanceof MemberSelectTree select
        && calls(view, LOCKS, "readLock", "writeLock")) {
      boolean reads = select.getIdentifier().contentEquals("readLock");
      String other = text(select.getExpression()) + (reads ? ".writeLock()" : ".readLock()");
      replace("unlock-other-mode", unlock, other + ".unlock();", "lock-unbalanced");
      if (!reads) {
        replace("upgrade", lock, other + ".lock(); " + text(lock), "self-deadlock");
      }
    } else {
      replace(
          "monitor-of-lock",
          start(lock),
          end(guarded),
          "synchronized (" + text(receiver(call)) + ") " + text(guarded.getBlock()),
          "lock-object-misused");
    }
  }

  private static boolean leaves(BlockTree block) {
    List<? extends StatementTree> all = block.getStatements();
    return all.isEmpty() || !completes(all.get(all.size() - 1));
  }

  private static boolean completes(StatementTree last) {
    return !(last instanceof ReturnTree
        || last instanceof ThrowTree
        || last instanceof WhileLoopTree
        || last instanceof TryTree
        || last instanceof IfTree branch && branch.getElseStatement() != null
        || last.getKind().toString().matches("FOR_LOOP|DO_WHILE_LOOP|SWITCH|SYNCHRONIZED|BLOCK"));
  }

  @Override
  public Void visitIf(IfTree t, Void p) {
    Tree test = t.getCondition();
    ExpressionTree bare = t.getCondition();
    while (bare instanceof com.sun.source.tree.ParenthesizedTree inner) {
      bare = inner.getExpression();
    }
    boolean negated = bare.getKind() == Tree.Kind.LOGICAL_COMPLEMENT;
    ExpressionTree call = negated ? ((UnaryTree) bare).getExpression() : bare;
    if (method() != null && calls(call, LOCKS, "tryLock") && !inLoop()) {
      replace(
          "ignore-try",
          start(t),
          end(test),
          text(call) + "; if (" + !negated + ")",
          "try-unchecked",
          "lock-unbalanced",
          "guard-dropped");
    }
    return super.visitIf(t, p);
  }

  @Override
  public Void visitWhileLoop(WhileLoopTree t, Void p) {
    List<? extends StatementTree> body =
        t.getStatement() instanceof BlockTree b ? b.getStatements() : List.of(t.getStatement());
    boolean waits =
        body.size() == 1
            && (calls(call(body.get(0)), LOCKS + "Condition", "await", "awaitUninterruptibly")
                || calls(call(body.get(0)), "java.lang.Object", "wait"));
    if (waits && method() != null && !inLoop() && !t.getCondition().toString().equals("(true)")) {
      replace("await-once", start(t), start(t) + 5, "if", "await-not-in-loop");
    }
    return super.visitWhileLoop(t, p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
    if (method() != null
        && t.getMethodSelect() instanceof MemberSelectTree select
        && calls(t, LOCKS + "Condition", "signal", "signalAll")) {
      String instead =
          select.getIdentifier().contentEquals("signal") ? ".notify()" : ".notifyAll()";
      replace(
          "notify-condition",
          t,
          text(select.getExpression()) + instead,
          "lock-object-misused",
          "must-hold");
    }
    return super.visitMethodInvocation(t, p);
  }
}
