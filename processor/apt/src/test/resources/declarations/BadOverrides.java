import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.MustHold;
import lockproof.annotations.MustNotHold;
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
}
