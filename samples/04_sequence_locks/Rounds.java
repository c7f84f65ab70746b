import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Lets a writer work while a reader looks, for the main methods here. */
final class Rounds {
  private Rounds() {}

  static void against(IntConsumer write, BooleanSupplier readsWell) throws InterruptedException {
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                write.accept(i);
              }
            });
    writer.start();
    int reads = 0;
    while (writer.isAlive() || reads < 1_000) {
      if (!readsWell.getAsBoolean()) {
        throw new AssertionError("read something torn after " + reads + " reads");
      }
      reads++;
    }
    writer.join();
  }
}
