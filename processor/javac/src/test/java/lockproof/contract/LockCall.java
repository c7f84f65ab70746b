package lockproof.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A method of a real lock, view or condition, with what the models say of it.
 *
 * @param method as its static type declares or inherits it
 * @param target the object to call it on
 * @param contract the marks
 * @param view the mode of the view that the target is, or ANY
 */
record LockCall(Method method, Object target, Contract contract, Mode view) {
  /** Has an effect that the models leave out on purpose. */
  private static final Set<String> LEFT_OUT =
      Set.of("drainPermits", "wait", "notify", "notifyAll", "getClass");

  /** All that can be called on the lock, on its views and on their conditions. */
  static List<LockCall> all(Models models, Class<?> type, Object target) throws Exception {
    List<LockCall> calls = new ArrayList<>();
    collect(models, type, target, Mode.ANY, calls);
    // Reflection gives methods in any order, and what a seed leads to must not depend on it.
    calls.sort(Comparator.comparing(c -> c.method().toGenericString()));
    return calls;
  }

  static boolean reentrant(Models models, Class<?> type) {
    return Reflected.linear(type).stream()
        .map(c -> models.type(c.getCanonicalName()))
        .filter(t -> t != null)
        .flatMap(t -> t.marks().stream())
        .filter(m -> m.name().equals("LockType"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no lock type: " + type))
        .flag("reentrant", false);
  }

  private static void collect(
      Models models, Class<?> type, Object target, Mode view, List<LockCall> into)
      throws Exception {
    for (Method method : type.getMethods()) {
      Contract contract = Reflected.contract(models, type, method);
      if (LEFT_OUT.contains(method.getName())) {
        continue;
      }
      if (contract.has("LockView")) {
        Mode mode = contract.mark("LockView").orElseThrow().constant("value", Mode.ANY);
        Class<?> of = method.getReturnType();
        if (!of.isInterface() && reentrant(models, of) != reentrant(models, type)) {
          throw new AssertionError(of + " is not reentrant as its lock is");
        }
        collect(models, of, method.invoke(target), mode == Mode.ANY ? view : mode, into);
      } else if (contract.has("ConditionOf")) {
        try {
          collect(models, Condition.class, method.invoke(target), view, into);
        } catch (InvocationTargetException e) {
          // Views for reading have none.
        }
      } else {
        into.add(new LockCall(method, target, contract, view));
      }
    }
  }

  /** Where the stamp goes, or -1. */
  int stamp() {
    return contract.parameterWith("Stamp");
  }

  boolean timed() {
    return List.of(method.getParameterTypes()).contains(TimeUnit.class);
  }

  boolean interruptible() {
    return List.of(method.getExceptionTypes()).contains(InterruptedException.class);
  }

  /** Whether there is something to say for each parameter. */
  boolean callable(int permits) {
    boolean counted = List.of(method.getParameterTypes()).contains(int.class);
    boolean counts = target instanceof java.util.concurrent.Semaphore;
    boolean unit = contract.has("Acquires") || contract.has("Releases");
    return List.of(long.class, int.class, TimeUnit.class, Date.class, Thread.class, Object.class)
            .containsAll(List.of(method.getParameterTypes()))
        && !(counts && unit && !counted && permits != 1);
  }

  /** The call; whatever the method throws comes out as it is. */
  Callable<Object> bind(LockMachine.Stamp stamp, int permits, boolean interrupted) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    boolean await = contract.has("Awaits");
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          types[i] == int.class
              ? (Object) permits
              : types[i] == TimeUnit.class
                  ? (await ? TimeUnit.SECONDS : TimeUnit.MICROSECONDS)
                  : types[i] == Date.class
                      ? new Date(System.currentTimeMillis() + 20_000)
                      : types[i] == Thread.class
                          ? Thread.currentThread()
                          : types[i] == Object.class
                              ? this
                              : stamp != null && i == stamp()
                                  ? (Object) stamp.value
                                  : await ? (timed() ? 20L : 20_000_000_000L) : 256L;
    }
    return () -> {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof Exception x ? x : e;
      } finally {
        Thread.interrupted();
      }
    };
  }

  /** The mode that a mark speaks of here. */
  Mode mode(String mark, Mode otherwise) {
    Mode mode = contract.mark(mark).orElseThrow().constant("mode", Mode.ANY);
    if (mode != Mode.ANY && view != Mode.ANY && mode != view) {
      throw new AssertionError(this + ": the view is for " + view);
    }
    return mode != Mode.ANY ? mode : view != Mode.ANY ? view : otherwise;
  }

  Outcome on(String mark) {
    Outcome otherwise =
        switch (mark) {
          case "Validates", "HeldIf" -> Outcome.TRUE;
          case "Converts" -> Outcome.NONZERO;
          default -> Outcome.ALWAYS;
        };
    return contract.mark(mark).orElseThrow().constant("on", otherwise);
  }

  /** Whether this result is the one for which the mark has taken effect. */
  boolean took(String mark, Object result) {
    return switch (on(mark)) {
      case ALWAYS -> true;
      case TRUE -> Boolean.TRUE.equals(result);
      case FALSE -> Boolean.FALSE.equals(result);
      case NONNULL -> result != null;
      case NONZERO -> result instanceof Number n && n.longValue() != 0;
    };
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Reflected.parameters(method);
  }
}
