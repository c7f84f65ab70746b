import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lockproof.annotations.Unproven;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterruptScope;
import lockproof.lock.MutexGuard;
import lockproof.lock.SpinGuard;

class BadRegionFields<G extends MutexGuard<String>> {
  // :: error: [region-escape]
  private LocalInterruptDisabled irq;

  // :: error: [region-escape]
  static LocalInterruptScope scope;

  // :: error: [region-escape]
  private SpinGuard<String>[] guards;

  // :: error: [region-escape]
  private final List<LocalInterruptDisabled> all = List.of();

  // :: error: [region-escape]
  private final Map<String, ? extends Optional<MutexGuard<String>>> nested = Map.of();

  // :: error: [region-escape]
  private final AtomicReference<MutexGuard<String>> current = new AtomicReference<>();

  // :: error: [region-escape]
  private final ThreadLocal<LocalInterruptDisabled> mine = new ThreadLocal<>();

  @Unproven(rule = "region-escape", because = "cleared by the thread that set it, before it leaves")
  private LocalInterruptDisabled lent;

  @SuppressWarnings("lockproof:region-escape")
  private LocalInterruptDisabled alsoLent;

  // :: error: [region-escape]
  static class Around { record Held(int x, LocalInterruptDisabled irq) {} }

  interface Constants {
    // :: error: [region-escape]
    LocalInterruptDisabled NONE = null;
  }
}
