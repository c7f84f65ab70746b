package lockproof.it;

/** The code that strangers write: an optimistic reader, and a lock that needs a token. */
final class Sources {
  /** Line 17 returns what a failed validation has left, line 33 locks without a live token. */
  static String bad(String name) {
    return """
        package shop;

        import java.util.concurrent.locks.StampedLock;
        import lockproof.context.LocalInterruptDisabled;
        import lockproof.lock.SpinLockIrq;

        class %s {
          private static final SpinLockIrq<StringBuilder> LOG = SpinLockIrq.of(StringBuilder::new);
          private final StampedLock lock = new StampedLock();
          private int amount;

          int stock() {
            long stamp = lock.tryOptimisticRead();
            int seen = amount;
            if (!lock.validate(stamp)) {
              // A writer came between.
              return seen;
            }
            return seen;
          }

          void add(int more) {
            long stamp = lock.writeLock();
            try {
              amount += more;
            } finally {
              lock.unlockWrite(stamp);
            }
          }

          static void log() {
            LocalInterruptDisabled irq = null;
            LOG.runWith(irq, text -> text.append('x'));
          }
        }
        """
        .formatted(name);
  }

  /** The same, without the faults. */
  static String good(String name) {
    return bad(name)
        .replace("return seen;\n    }\n    return", "return -1;\n    }\n    return")
        .replace(
            "log() {\n    LocalInterruptDisabled irq = null;", "log(LocalInterruptDisabled irq) {");
  }

  private Sources() {}
}
