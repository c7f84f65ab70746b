package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.util.Set;
import javax.lang.model.element.VariableElement;

/** Loops that read again and again with a stamp that is not taken anew. */
final class Retries {
  private final Machine m;

  Retries(Machine m) {
    this.m = m;
  }

  /**
   * Going round again after a validation that could only fail gets nowhere, where the loop waits
   * for it to succeed.
   */
  void futile(Loops.Parts p, Worlds back) {
    for (World w : back) {
      if (w.futile != null && !goesOn(p, back, w) && !searches(p)) {
        m.emit(
            () ->
                new Event.StampMisused(
                    m.here(w.futile),
                    Event.StampProblem.NOT_REFRESHED,
                    "",
                    m.sections.lockOf(w),
                    null));
      }
    }
  }

  /** Whether the loop goes round again just the same where the section was undisturbed. */
  private boolean goesOn(Loops.Parts p, Worlds back, World failed) {
    for (World w : back) {
      if (failed.sections.entrySet().stream()
              .anyMatch(
                  e ->
                      e.getValue().state() == Section.State.SPOILED
                          && w.sections.containsKey(e.getKey())
                          && w.sections.get(e.getKey()).state() == Section.State.SETTLED)
          && mayPass(p, w)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each pass looks at something else, so that it is not the same that is tried again. */
  private boolean searches(Loops.Parts p) {
    if (endless(p)) {
      return false;
    }
    Set<VariableElement> moved = m.locals.counted(p.tree());
    if (p.each() != null && m.env.element(p.each().getVariable()) instanceof VariableElement v) {
      moved.add(v);
    }
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitArrayAccess(ArrayAccessTree t, Void x) {
        found[0] |= m.locals.mentioned(t.getIndex()).stream().anyMatch(moved::contains);
        return super.visitArrayAccess(t, x);
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree t, Void x) {
        found[0] |= moved.contains(m.env.element(t.getExpression()));
        return super.visitMemberSelect(t, x);
      }

      @Override
      public Void visitExpressionStatement(ExpressionStatementTree t, Void x) {
        return t.getExpression() instanceof MethodInvocationTree
            ? null
            : super.visitExpressionStatement(t, x);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void x) {
        t.getArguments()
            .forEach(a -> found[0] |= m.locals.mentioned(a).stream().anyMatch(moved::contains));
        return super.visitMethodInvocation(t, x);
      }
    }.scan(p.body(), null);
    return found[0];
  }

  private static boolean endless(Loops.Parts p) {
    return p.each() == null
        && (p.condition() == null
            || Env.strip(p.condition()) instanceof LiteralTree l
                && Boolean.TRUE.equals(l.getValue()));
  }

  private boolean mayPass(Loops.Parts p, World w) {
    if (p.condition() == null || !p.testFirst()) {
      return true;
    }
    m.quiet++;
    try {
      return m.eval(p.condition(), w.copy()).stream()
          .anyMatch(o -> m.paths.assume(o.world(), o.value(), true) != null);
    } finally {
      m.quiet--;
    }
  }
}
