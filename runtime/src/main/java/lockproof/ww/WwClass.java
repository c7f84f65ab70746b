package lockproof.ww;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import lockproof.annotations.OnePerType;
import lockproof.annotations.Pure;
import lockproof.annotations.SetStep;
import lockproof.annotations.SetStep.Step;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;
import lockproof.internal.ThreadIds;
import org.jspecify.annotations.Nullable;

/**
 * A class of mutexes that may be locked together, in any order, without deadlock. The class is
 * named by a type, so that a mutex of another class does not compile, and there is one instance for
 * each such type: keep it in a {@code static final} field.
 *
 * <pre>{@code
 * final class Bank {
 *   static final WwClass<Bank> LOCKS = WwClass.waitDie(Bank.class);
 *
 *   static void transfer(WwMutex<Bank, Account> from, WwMutex<Bank, Account> to, long amount) {
 *     LOCKS.run(from, to, (f, t) -> { f.balance -= amount; t.balance += amount; });
 *   }
 * }
 * }</pre>
 *
 * <p>A thread has one set of a class at a time. Inside the body it may lock mutexes of another
 * class, other locks, and nothing else of this class: that is refused with a {@link
 * WwUsageException}.
 *
 * <p>Who meets a mutex that is taken waits for it. Where two threads would wait for each other, the
 * younger one releases what it has and tries again, older then. Which one notices tells the two
 * kinds apart: with <em>wait-die</em> the younger one as soon as it meets an older owner; with
 * <em>wound-wait</em> the older one, which tells the younger owner, and that gives way when it next
 * has to wait. Wound-wait restarts less often where sets seldom collide; where many threads collide
 * all the time wait-die gets far more done, and it is the one to begin with.
 *
 * <p>For sections as short as a transfer, one global lock around everything may well be faster on a
 * machine with few processors. Lock sets pay where sections are long, where they block, or where
 * disjoint sets run in parallel.
 *
 * @param <C> the type that names the class
 */
@OnePerType
@SetType(value = Role.CLASS, by = "C")
public final class WwClass<C> extends LocksMany<C> {
  private static final int RECENT = 256;
  private static final ClassValue<AtomicReference<WwClass<?>>> INSTANCES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<WwClass<?>> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final String name;
  private final boolean waitDie;
  private final Conduct conduct;
  private final AtomicLong stamps = new AtomicLong();
  private final LockSet<C> lockSet = new LockSet<>(this, null);

  /** Each thread's own transaction; the table finds most of them faster. */
  private final ThreadLocal<Transaction<C>> own = new ThreadLocal<>();

  private final @Nullable Transaction<C>[] recent = newTable();

  WwClass(String name, boolean waitDie, Conduct conduct) {
    this.name = name;
    this.waitDie = waitDie;
    this.conduct = conduct;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a parameterized type
  private static <C> @Nullable Transaction<C>[] newTable() {
    return (Transaction<C>[]) new Transaction[RECENT];
  }

  /**
   * Makes the class that a type names, of the wait-die kind.
   *
   * @param type the type; its only use is as a name
   * @param <C> that type
   * @return the class
   * @throws IllegalStateException if the type names a class already
   */
  @SetStep(Step.NAME)
  public static <C> WwClass<C> waitDie(Class<C> type) {
    return register(type, new WwClass<>(type.getName(), true, new Conduct()));
  }

  /**
   * Makes the class that a type names, of the wound-wait kind.
   *
   * @param type the type; its only use is as a name
   * @param <C> that type
   * @return the class
   * @throws IllegalStateException if the type names a class already
   */
  @SetStep(Step.NAME)
  public static <C> WwClass<C> woundWait(Class<C> type) {
    return register(type, new WwClass<>(type.getName(), false, new Conduct()));
  }

  private static <C> WwClass<C> register(Class<C> type, WwClass<C> fresh) {
    if (!INSTANCES.get(type).compareAndSet(null, fresh)) {
      throw new IllegalStateException(type.getName() + " names a class of mutexes already");
    }
    return fresh;
  }

  /**
   * The lock set of this class, for acquisitions that need more than {@code run}. Any thread may
   * use it.
   *
   * @return always the same
   */
  @Pure
  public LockSet<C> lockSet() {
    return lockSet;
  }

  /**
   * A new context for the current thread.
   *
   * @return the context, to be closed
   * @throws WwUsageException.TwoContexts if the thread has a context of this class already
   * @throws WwUsageException.MixedLocking if it holds a mutex of this class without a context
   */
  @SetStep(Step.OPEN)
  public AcquireCtx<C> newContext() {
    Transaction<C> home = own();
    AcquireCtx<C> fresh = new AcquireCtx<>(this, home.self, home);
    home.open();
    return fresh;
  }

  /**
   * Makes a mutex of this class of a lock that exists already: who locks the mutex locks that too,
   * so that code which knows only the lock is kept out. Such code holds the lock as one holds a
   * mutex without a context: it must not lock mutexes of this class meanwhile.
   *
   * @param lock the lock; of one mutex only
   * @param data what to guard
   * @param <T> the type of the guarded data
   * @return a new mutex
   */
  public <T extends @Nullable Object> WwMutex<C, T> adopt(ReentrantLock lock, T data) {
    return new WwMutex<>(this, data, null, lock);
  }

  @Override
  Transaction<C> enter() {
    Transaction<C> ctx = own();
    ctx.open();
    ctx.begin();
    return ctx;
  }

  @Override
  void leave(Transaction<C> ctx) {
    ctx.ended();
  }

  /** The current thread's own transaction. */
  Transaction<C> own() {
    long self = ThreadIds.wordOf(Thread.currentThread());
    Transaction<C> ctx = recent[slot(self)];
    return ctx != null && ctx.self == self ? ctx : find(self);
  }

  private Transaction<C> find(long self) {
    Transaction<C> ctx = own.get();
    if (ctx == null) {
      ctx = new Transaction<>(this, self);
      own.set(ctx);
    }
    recent[slot(self)] = ctx;
    return ctx;
  }

  private static int slot(long self) {
    return (int) self & RECENT - 1;
  }

  long nextStamp() {
    return stamps.incrementAndGet();
  }

  boolean isWaitDie() {
    return waitDie;
  }

  Conduct conduct() {
    return conduct;
  }

  /**
   * The name of the type that names the class.
   *
   * @return never null
   */
  @Pure
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "WwClass " + name + (waitDie ? " (wait-die)" : " (wound-wait)");
  }
}
