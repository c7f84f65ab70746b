import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import lockproof.annotations.Closes;
import lockproof.annotations.GuardType;
import lockproof.context.Confined;
import lockproof.context.LocalInterruptDisabled;
import lockproof.lock.Mutex;
import lockproof.lock.SpinLockIrq;

class GoodRegionFields {
  private final Mutex<String> lock = Mutex.of(() -> "");
  private final SpinLockIrq<String> spin = SpinLockIrq.of(() -> "");
  private final Confined<LocalInterruptDisabled, String> confined = null;
  private final Consumer<LocalInterruptDisabled> callback = irq -> {};
  private final Function<LocalInterruptDisabled, String> function = irq -> "";
  private final List<Class<? extends LocalInterruptDisabled>> kinds = List.of();

  void takes(LocalInterruptDisabled irq) {}

  @GuardType
  static final class Both implements AutoCloseable {
    private final LocalInterruptDisabled irq;

    private Both(LocalInterruptDisabled irq) {
      this.irq = irq;
    }

    @Override
    @Closes
    public void close() {}
  }
}
