package lockproof.lock;

import lockproof.context.LocalInterruptScope;
import lockproof.context.LocalInterrupts;

/** The ways to hold a lock exclusively, for tests that are the same for all. */
enum LockKind {
  SPIN {
    @Override
    Subject make() {
      SpinLock<long[]> lock = new SpinLock<>(new long[1], "subject");
      return new Subject(lock, lock::lock, lock::tryLock, lock::run);
    }
  },
  SPIN_IRQ {
    @Override
    Subject make() {
      SpinLockIrq<long[]> lock = new SpinLockIrq<>(new long[1], "subject");
      return new Subject(lock, lock::lock, lock::tryLock, lock::run);
    }
  },
  SPIN_IRQ_WITH {
    @Override
    Subject make() {
      SpinLockIrq<long[]> lock = new SpinLockIrq<>(new long[1], "subject");
      return new Subject(
          lock,
          () -> lock.lockWith(LocalInterrupts.assumeDisabled("within() disables")),
          () -> lock.tryLockWith(LocalInterrupts.assumeDisabled("within() disables")),
          body -> lock.runWith(LocalInterrupts.assumeDisabled("within() disables"), body));
    }

    @Override
    void within(Runnable body) {
      try (LocalInterruptScope scope = LocalInterrupts.disable()) {
        scope.assertLive();
        body.run();
      }
    }
  },
  MUTEX {
    @Override
    Subject make() {
      Mutex<long[]> lock = new Mutex<>(new long[1], "subject");
      return new Subject(lock, lock::lock, lock::tryLock, lock::run);
    }
  },
  WRITE {
    @Override
    Subject make() {
      RwLock<long[]> lock = new RwLock<>(new long[1], "subject");
      return new Subject(lock, lock::writeLock, lock::tryWriteLock, lock::runWriting);
    }
  };

  interface Locking {
    ExclusiveGuard<long[]> lock();
  }

  interface Running {
    void run(lockproof.function.ThrowingConsumer<long[], RuntimeException> body);
  }

  record Subject(DataLock<long[]> lock, Locking locking, Locking trying, Running running) {
    ExclusiveGuard<long[]> acquire() {
      return locking.lock();
    }

    ExclusiveGuard<long[]> tryAcquire() {
      return trying.lock();
    }

    void run(lockproof.function.ThrowingConsumer<long[], RuntimeException> body) {
      running.run(body);
    }
  }

  abstract Subject make();

  /** Runs a body in the context that acquiring in this way needs. */
  void within(Runnable body) {
    body.run();
  }
}
