import java.util.function.IntUnaryOperator;
import lockproof.seq.OpaqueInt;
import lockproof.seq.OpaqueRef;
import lockproof.seq.SeqLock;

/** A function and the argument that it was made for: called only when both are known to match. */
final class FunctionPointer {
  private final SeqLock lock = new SeqLock("callback");
  private final OpaqueRef<IntUnaryOperator> function = new OpaqueRef<>(n -> 0);
  private final OpaqueInt argument = new OpaqueInt(0);

  /** The function divides by zero for any argument but its own. */
  void replace(int n) {
    lock.write(
        () -> {
          function.set(given -> given == n ? 0 : 1 / (given - given));
          argument.set(n);
        });
  }

  int call() {
    while (true) {
      long stamp = lock.readBegin();
      IntUnaryOperator f = function.get();
      int n = argument.get();
      if (lock.validate(stamp)) {
        return f.applyAsInt(n);
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    FunctionPointer callback = new FunctionPointer();
    callback.replace(1);
    Rounds.against(callback::replace, () -> callback.call() == 0);
  }
}
