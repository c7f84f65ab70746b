package lockproof.ww;

import lockproof.annotations.Blocking;
import lockproof.annotations.RunsInPlace;
import lockproof.annotations.SetPhase;
import lockproof.annotations.SetPhase.Phase;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.function.ThrowingBiConsumer;
import lockproof.function.ThrowingBiFunction;
import lockproof.function.ThrowingQuadConsumer;
import lockproof.function.ThrowingQuadFunction;
import lockproof.function.ThrowingToLongBiFunction;
import lockproof.function.ThrowingToLongQuadFunction;
import lockproof.function.ThrowingToLongTriFunction;
import lockproof.function.ThrowingTriConsumer;
import lockproof.function.ThrowingTriFunction;
import org.jspecify.annotations.Nullable;

/**
 * The closure forms for two to four mutexes: without collections, handles, or anything else to
 * allocate.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.CLASS, by = "C")
abstract sealed class LocksFew<C> permits LocksMany {
  abstract Transaction<C> enter();

  abstract void leave(Transaction<C> ctx);

  /**
   * Runs a body with two mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <E> what it may throw
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <T extends @Nullable Object, U extends @Nullable Object, E extends Throwable>
      void run(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          @RunsInPlace @SetPhase(Phase.USE) ThrowingBiConsumer<? super T, ? super U, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b);
      try {
        body.accept(a.data, b.data);
      } finally {
        release(a, b);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with two mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <R> the type of its result
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          R extends @Nullable Object,
          E extends Throwable>
      R call(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          @RunsInPlace @SetPhase(Phase.USE) ThrowingBiFunction<? super T, ? super U, R, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b);
      try {
        return body.apply(a.data, b.data);
      } finally {
        release(a, b);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with two mutexes locked, without boxing.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <T extends @Nullable Object, U extends @Nullable Object, E extends Throwable>
      long callAsLong(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          @RunsInPlace @SetPhase(Phase.USE) ThrowingToLongBiFunction<? super T, ? super U, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b);
      try {
        return body.applyAsLong(a.data, b.data);
      } finally {
        release(a, b);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Runs a body with three mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <E> what it may throw
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          E extends Throwable>
      void run(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingTriConsumer<? super T, ? super U, ? super V, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c);
      try {
        body.accept(a.data, b.data, c.data);
      } finally {
        release(a, b, c);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with three mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <R> the type of its result
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          R extends @Nullable Object,
          E extends Throwable>
      R call(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingTriFunction<? super T, ? super U, ? super V, R, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c);
      try {
        return body.apply(a.data, b.data, c.data);
      } finally {
        release(a, b, c);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with three mutexes locked, without boxing.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          E extends Throwable>
      long callAsLong(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingToLongTriFunction<? super T, ? super U, ? super V, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c);
      try {
        return body.applyAsLong(a.data, b.data, c.data);
      } finally {
        release(a, b, c);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Runs a body with four mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param d the fourth mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <W> the type of the fourth data
   * @param <E> what it may throw
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          W extends @Nullable Object,
          E extends Throwable>
      void run(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          WwMutex<C, W> d,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingQuadConsumer<? super T, ? super U, ? super V, ? super W, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c, d);
      try {
        body.accept(a.data, b.data, c.data, d.data);
      } finally {
        release(a, b, c, d);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with four mutexes locked.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param d the fourth mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <W> the type of the fourth data
   * @param <R> the type of its result
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          W extends @Nullable Object,
          R extends @Nullable Object,
          E extends Throwable>
      R call(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          WwMutex<C, W> d,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingQuadFunction<? super T, ? super U, ? super V, ? super W, R, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c, d);
      try {
        return body.apply(a.data, b.data, c.data, d.data);
      } finally {
        release(a, b, c, d);
      }
    } finally {
      leave(ctx);
    }
  }

  /**
   * Calls a function with four mutexes locked, without boxing.
   *
   * @param a the first mutex
   * @param b the second mutex
   * @param c the third mutex
   * @param d the fourth mutex
   * @param body what to run; given the data of the mutexes
   * @param <T> the type of the first data
   * @param <U> the type of the second data
   * @param <V> the type of the third data
   * @param <W> the type of the fourth data
   * @param <E> what it may throw
   * @return its result
   * @throws E as the body sees fit
   * @throws WwUsageException.AlreadyLocked if a mutex is given twice
   */
  @Blocking
  public final <
          T extends @Nullable Object,
          U extends @Nullable Object,
          V extends @Nullable Object,
          W extends @Nullable Object,
          E extends Throwable>
      long callAsLong(
          WwMutex<C, T> a,
          WwMutex<C, U> b,
          WwMutex<C, V> c,
          WwMutex<C, W> d,
          @RunsInPlace @SetPhase(Phase.USE)
              ThrowingToLongQuadFunction<? super T, ? super U, ? super V, ? super W, E> body)
          throws E {
    Transaction<C> ctx = enter();
    try {
      lock(ctx, a, b, c, d);
      try {
        return body.applyAsLong(a.data, b.data, c.data, d.data);
      } finally {
        release(a, b, c, d);
      }
    } finally {
      leave(ctx);
    }
  }

  private static void lock(Transaction<?> ctx, WwLock a, WwLock b) {
    if (!a.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 0, a, b);
    } else if (!b.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 1, a, b);
    }
  }

  private static void lock(Transaction<?> ctx, WwLock a, WwLock b, WwLock c) {
    if (!a.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 0, a, b, c);
    } else if (!b.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 1, a, b, c);
    } else if (!c.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 2, a, b, c);
    }
  }

  private static void lock(Transaction<?> ctx, WwLock a, WwLock b, WwLock c, WwLock d) {
    if (!a.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 0, a, b, c, d);
    } else if (!b.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 1, a, b, c, d);
    } else if (!c.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 2, a, b, c, d);
    } else if (!d.takeFast(ctx)) {
      Acquisition.lockAll(ctx, 3, a, b, c, d);
    }
  }

  private static void release(WwLock a, WwLock b) {
    b.open();
    a.open();
    b.wake();
    a.wake();
  }

  private static void release(WwLock a, WwLock b, WwLock c) {
    c.open();
    b.open();
    a.open();
    c.wake();
    b.wake();
    a.wake();
  }

  private static void release(WwLock a, WwLock b, WwLock c, WwLock d) {
    d.open();
    c.open();
    b.open();
    a.open();
    d.wake();
    c.wake();
    b.wake();
    a.wake();
  }
}
