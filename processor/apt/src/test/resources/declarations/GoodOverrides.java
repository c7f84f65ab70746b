import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.MustHold;
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
}
