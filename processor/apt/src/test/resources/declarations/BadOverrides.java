import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.MustHold;
import lockproof.annotations.MustNotHold;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.Pure;
import lockproof.annotations.Acquires;
import lockproof.annotations.RequiresContext;
import lockproof.context.LocalInterruptDisabled;

class BadOverrides {
  interface Source<T> {
    void take(T value);
  }

  static class Typed implements Source<String> {
    @Override
    // :: error: [context-override]
    @RequiresContext(LocalInterruptDisabled.class)
    public void take(String value) {}
  }

  @RequiresContext(LocalInterruptDisabled.class)
  static class Whole implements Source<String> {
    @Override
    // :: error: [context-override]
    public void take(String value) {}

    @Override
    public String toString() {
      return "";
    }
  }

  static class Base {
    final ReentrantLock lock = new ReentrantLock();
    final ReentrantLock other = new ReentrantLock();

    @MustHold("lock")
    void work() {}

    void rest() {}
  }

  static class Middle extends Base {}

  static class Derived extends Middle {
    @Override
    // :: error: [context-override]
    @MustHold({"lock", "other"})
    void work() {}

    @Override
    // :: error: [context-override]
    @MustNotHold("lock")
    void rest() {}
  }

  static class Counter {
    final ReentrantLock lock = new ReentrantLock();

    @Acquires("lock")
    void enter() {
      lock.lock();
    }

    @Pure
    int size() {
      return 1;
    }

    void each(@RunsInPlace Runnable body) {
      body.run();
    }
  }

  static class Careless extends Counter {
    @Override
    // :: error: [context-override]
    void enter() {}

    @Override
    // :: error: [context-override]
    int size() {
      return 2;
    }

    @Override
    // :: error: [context-override]
    void each(Runnable body) {}
  }

  static class Ready {
    @RequiresContext(LocalInterruptDisabled.class)
    public void take(String value) {}
  }

  // :: error: [context-override]
  static class Adapted extends Ready implements Source<String> {}

  @interface UiThread {}

  @interface WorkerThread {}

  interface Screen {
    @UiThread
    void paint();
  }

  static class Printer implements Screen {
    @Override
    // :: error: [context-override]
    @WorkerThread
    public void paint() {}
  }
}
