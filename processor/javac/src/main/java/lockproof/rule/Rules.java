package lockproof.rule;

import java.util.List;
import java.util.Optional;
import lockproof.rule.atomic.BlockingInAtomic;
import lockproof.rule.context.ContextClosed;
import lockproof.rule.context.ContextForged;
import lockproof.rule.context.ContextMissing;
import lockproof.rule.context.ContextOutlived;
import lockproof.rule.context.GuardClosed;
import lockproof.rule.context.RegionEscape;
import lockproof.rule.hold.AwaitNotInLoop;
import lockproof.rule.hold.GuardDropped;
import lockproof.rule.hold.GuardLeak;
import lockproof.rule.hold.GuardedAccess;
import lockproof.rule.hold.LockObjectMisused;
import lockproof.rule.hold.LockUnbalanced;
import lockproof.rule.hold.MarkInvalid;
import lockproof.rule.hold.MustHold;
import lockproof.rule.hold.MustNotHold;
import lockproof.rule.hold.ReleaseUntried;
import lockproof.rule.hold.SelfDeadlock;
import lockproof.rule.hold.TryUnchecked;
import lockproof.rule.optimistic.CheckThenAct;
import lockproof.rule.optimistic.OptimisticEffect;
import lockproof.rule.optimistic.OptimisticFailed;
import lockproof.rule.optimistic.OptimisticHazard;
import lockproof.rule.optimistic.OptimisticReread;
import lockproof.rule.optimistic.OptimisticUnvalidated;
import lockproof.rule.optimistic.StampMisuse;
import lockproof.rule.ww.WwClass;
import lockproof.rule.ww.WwEffect;
import lockproof.rule.ww.WwIgnored;
import lockproof.rule.ww.WwPhase;

/** Every rule. */
public final class Rules {
  private static final List<Rule<?>> ALL =
      List.of(
          new ContextMissing(),
          new ContextForged(),
          new ContextClosed(),
          new ContextOutlived(),
          new RegionEscape(),
          new GuardClosed(),
          new GuardDropped(),
          new TryUnchecked(),
          new LockUnbalanced(),
          new ReleaseUntried(),
          new GuardLeak(),
          new SelfDeadlock(),
          new GuardedAccess(),
          new MustHold(),
          new MustNotHold(),
          new AwaitNotInLoop(),
          new BlockingInAtomic(),
          new LockObjectMisused(),
          new MarkInvalid(),
          new OptimisticUnvalidated(),
          new OptimisticFailed(),
          new OptimisticReread(),
          new OptimisticHazard(),
          new OptimisticEffect(),
          new StampMisuse(),
          new CheckThenAct(),
          new WwClass(),
          new WwPhase(),
          new WwEffect(),
          new WwIgnored());

  private Rules() {}

  /** Every rule; an id may stand here more than once, for events of different kinds. */
  public static List<Rule<?>> all() {
    return ALL;
  }

  /** The first rule with this id. */
  public static Optional<Rule<?>> byId(String id) {
    return ALL.stream().<Rule<?>>map(r -> r).filter(r -> r.id().equals(id)).findFirst();
  }
}
