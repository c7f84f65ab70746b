import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.MustHold;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.Pure;
import lockproof.annotations.RequiresContext;
import lockproof.context.LocalInterruptDisabled;

class GoodOverrides {
  interface Source<T> {
    @RequiresContext(LocalInterruptDisabled.class)
    void take(T value);
  }

  static class Repeats implements Source<String> {
    @Override
    @RequiresContext(LocalInterruptDisabled.class)
    public void take(String value) {}

    @RequiresContext(LocalInterruptDisabled.class)
    public void take(Integer overload) {}
  }

  static class Inherits implements Source<String> {
    @Override
    public void take(String value) {}
  }

  static class Base {
    final ReentrantLock lock = new ReentrantLock();

    @MustHold("lock")
    void work() {}

    private void own() {}
  }

  static class Derived extends Base {
    @Override
    @MustHold("lock")
    void work() {}

    @MustHold("lock")
    private void own() {}
  }

  static class Counter {
    @Pure
    int size() {
      return 1;
    }

    void each(@RunsInPlace Runnable body) {
      body.run();
    }
  }

  static class Careful extends Counter {
    @Override
    @Pure
    int size() {
      return 2;
    }

    @Override
    void each(@RunsInPlace Runnable body) {}

    int size(int overload) {
      return 3;
    }
  }

  @Pure
  static class Throughout extends Counter {
    @Override
    int size() {
      return 2;
    }
  }

  static class Plain {
    public void take(String value) {}
  }

  static class Adapted extends Plain implements Source<String> {}

  static class Ready {
    @RequiresContext(LocalInterruptDisabled.class)
    public void take(String value) {}
  }

  static class Agreed extends Ready implements Source<String> {}

  @interface UiThread {}

  @interface AnyThread {}

  interface Screen {
    @UiThread
    void paint();

    void clear();
  }

  static class Canvas implements Screen {
    @Override
    @AnyThread
    public void paint() {}

    @Override
    @UiThread
    public void clear() {}
  }
}
