package lockproof.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockproof.contract.LockMachine.Forecast;
import lockproof.contract.LockMachine.Hold;
import lockproof.contract.LockMachine.Owner;
import lockproof.contract.LockMachine.Stamp;

/** Calls a real lock at random, from two threads, and holds it to what its marks foretell. */
final class LockDriver implements AutoCloseable {
  private final LockMachine machine;
  private final List<LockCall> calls;
  private final int permits;
  private final Random random;
  private final Actor[] actors;
  private final Deque<String> history = new ArrayDeque<>();

  LockDriver(
      Models models,
      Class<?> type,
      Object lock,
      Owner owner,
      int permits,
      long seed,
      Duration patience)
      throws Exception {
    this.machine = new LockMachine(owner, LockCall.reentrant(models, type));
    this.calls =
        LockCall.all(models, type, lock).stream().filter(c -> c.callable(permits)).toList();
    this.permits = permits;
    this.random = new Random(seed);
    this.actors = new Actor[] {new Actor(0, patience), new Actor(1, patience)};
  }

  /** Calls and checks; then lets go of everything, and takes the lock, which must be free. */
  void run(int steps) throws Exception {
    try {
      for (int i = 0; i < steps; i++) {
        step(calls.get(random.nextInt(calls.size())), actors[random.nextInt(2)]);
        // Most calls acquire: without this the lock would hardly ever be free.
        if (random.nextInt(12) == 0) {
          releaseAll();
        } else if (!machine.holds.isEmpty() && random.nextInt(3) == 0) {
          release(machine.holds.get(random.nextInt(machine.holds.size())));
        }
      }
      releaseAll();
      LockCall acquire = acquisition();
      acquired(acquire, Mode.EXCLUSIVE, actors[1], invoke(acquire, actors[1], null));
    } catch (AssertionError | RuntimeException | ExecutionException e) {
      throw new AssertionError(e.getMessage() + "\n  " + String.join("\n  ", history), e);
    }
  }

  private void releaseAll() throws Exception {
    for (Hold hold : List.copyOf(machine.holds)) {
      release(hold);
    }
  }

  private void release(Hold hold) throws Exception {
    release(hold, actors[hold.actor]);
  }

  private void step(LockCall call, Actor actor) throws Exception {
    Contract contract = call.contract();
    if (contract.has("Awaits")) {
      await(call, actor);
    } else if (contract.has("Converts")) {
      convert(call, actor);
    } else if (contract.has("Validates")) {
      Stamp stamp = stamp(call);
      Object result = invoke(call, actor, stamp);
      check(call.took("Validates", result) == machine.validates(stamp), call, "returned " + result);
    } else if (contract.has("HeldIf")) {
      heldIf(call, actor);
    } else if (contract.has("Acquires")) {
      acquire(call, actor);
    } else if (contract.has("Releases")) {
      release(call, actor);
    } else {
      plain(call, actor);
    }
  }

  private void acquire(LockCall call, Actor actor) throws Exception {
    Mode mode = call.mode("Acquires", Mode.EXCLUSIVE);
    Forecast forecast = machine.acquire(mode, actor.number);
    if (call.on("Acquires") == Outcome.ALWAYS && forecast != Forecast.YES) {
      if (forecast == Forecast.NO && random.nextInt(4) == 0) {
        contend(call, mode, actor);
      }
      return;
    }
    if (random.nextInt(20) == 0 && call.interruptible()) {
      throwsOn(call, actor, null, true, InterruptedException.class);
      return;
    }
    Object result = invoke(call, actor, null);
    boolean took = call.took("Acquires", result);
    check(
        forecast == Forecast.MAYBE || took == (forecast == Forecast.YES),
        call,
        "returned " + result + ", foretold " + forecast);
    if (!took && call.timed()) {
      check(call.contract().has("Blocking"), call, "waits for a time");
    }
    if (took) {
      acquired(call, mode, actor, result);
    }
  }

  private void acquired(LockCall call, Mode mode, Actor actor, Object result) {
    Long value = result instanceof Long l ? l : null;
    boolean opened = mode != Mode.OPTIMISTIC || !machine.holds(Mode.EXCLUSIVE);
    check(value == null || (value != 0) == opened, call, "gave " + value);
    check(value != null || mode != Mode.OPTIMISTIC, call, "gave no stamp");
    machine.acquired(mode, actor.number, value);
  }

  /** Acquires what the other thread then lets go of. */
  private void contend(LockCall call, Mode mode, Actor actor) throws Exception {
    Actor other = actors[1 - actor.number];
    List<Hold> his =
        machine.holds.stream()
            .filter(h -> machine.owner == Owner.STAMP || h.actor == other.number)
            .toList();
    if (his.size() < machine.holds.size()) {
      return; // Some stay, so it might wait for ever.
    }
    Future<Object> running = start(call, actor);
    check(!ends(running), call, "did not wait");
    check(call.contract().has("Blocking"), call, "waits");
    for (Hold hold : his) {
      if (machine.acquire(mode, actor.number) != Forecast.YES) {
        release(hold, other);
      }
    }
    acquired(call, mode, actor, actor.join(running));
  }

  private static boolean ends(Future<Object> running) throws Exception {
    try {
      running.get(2, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Ends a hold in a way that the marks allow. */
  private void release(Hold hold, Actor actor) throws Exception {
    Stamp stamp = machine.of(hold);
    for (LockCall call : calls) {
      if (call.contract().has("Releases")
          && call.on("Releases") == Outcome.ALWAYS
          && (call.stamp() >= 0) == (stamp != null)) {
        Mode mode = call.mode("Releases", stamp == null ? Mode.EXCLUSIVE : Mode.ANY);
        if (mode == Mode.ANY || mode == hold.mode) {
          invoke(call, actor, stamp);
          machine.released(hold);
          return;
        }
      }
    }
    throw new AssertionError("nothing releases " + hold.mode + ", " + machine);
  }

  private void release(LockCall call, Actor actor) throws Exception {
    Stamp stamp = call.stamp() < 0 ? null : stamp(call);
    Mode mode = call.mode("Releases", stamp == null ? Mode.EXCLUSIVE : Mode.ANY);
    if (call.on("Releases") != Outcome.ALWAYS) {
      tryRelease(call, mode, actor, stamp);
      return;
    }
    Forecast forecast =
        stamp == null ? machine.release(mode, actor.number) : machine.release(mode, stamp);
    if (forecast == Forecast.THROWS) {
      throwsOn(call, actor, stamp, false, IllegalMonitorStateException.class);
    } else if (forecast == Forecast.YES) {
      Hold hold = stamp == null ? machine.unstamped(mode, actor.number) : stamp.hold;
      invoke(call, actor, stamp);
      machine.released(hold);
    }
  }

  /** Whoever's hold it is: it ends one, and tells whether there was one. */
  private void tryRelease(LockCall call, Mode mode, Actor actor, Stamp stamp) throws Exception {
    Object result = invoke(call, actor, stamp);
    check(call.took("Releases", result) == machine.holds(mode), call, "returned " + result);
    machine.holds.stream()
        .filter(h -> h.mode == mode)
        .min((a, b) -> Boolean.compare(machine.of(a) != null, machine.of(b) != null))
        .ifPresent(machine::released);
  }

  private void convert(LockCall call, Actor actor) throws Exception {
    Stamp stamp = stamp(call);
    Mode to = call.contract().mark("Converts").orElseThrow().constant("to", Mode.ANY);
    Forecast forecast = machine.convert(to, stamp);
    if (forecast != Forecast.UNKNOWN) {
      Object result = invoke(call, actor, stamp);
      boolean took = call.took("Converts", result);
      check(took == (forecast == Forecast.YES), call, "returned " + result);
      if (took) {
        machine.converted(stamp, to, actor.number, ((Number) result).longValue());
      }
    }
  }

  private void heldIf(LockCall call, Actor actor) throws Exception {
    Mode mode = call.mode("HeldIf", Mode.ANY);
    Stamp stamp = call.stamp() < 0 ? null : stamp(call);
    Object result = invoke(call, actor, stamp);
    boolean held =
        stamp == null
            ? machine.holds(mode, actor.number)
            : mode == Mode.ANY
                ? stamp.kind == Mode.SHARED || stamp.kind == Mode.EXCLUSIVE
                : stamp.kind == mode;
    check(call.took("HeldIf", result) == held, call, "returned " + result);
  }

  /** Waits until the other thread, which must get the lock meanwhile, signals. */
  private void await(LockCall call, Actor actor) throws Exception {
    if (!machine.holds(Mode.EXCLUSIVE, actor.number)) {
      throwsOn(call, actor, null, false, IllegalMonitorStateException.class);
    } else if (random.nextInt(4) == 0) {
      Actor other = actors[1 - actor.number];
      Future<Object> running = start(call, actor);
      LockCall acquire = acquisition();
      invoke(acquire, other, null);
      other.call(
          () -> {
            call.target().getClass().getMethod("signalAll").invoke(call.target());
            return null;
          });
      check(!ends(running), call, "returned without the lock");
      Hold passing = new Hold(Mode.EXCLUSIVE, other.number);
      machine.holds.add(passing);
      release(passing, other);
      actor.join(running);
      check(call.contract().has("Blocking"), call, "waits");
    }
  }

  private LockCall acquisition() {
    return calls.stream()
        .filter(
            c ->
                c.contract().has("Acquires")
                    && c.on("Acquires") == Outcome.ALWAYS
                    && c.mode("Acquires", Mode.EXCLUSIVE) == Mode.EXCLUSIVE)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing acquires the lock exclusively"));
  }

  private void plain(LockCall call, Actor actor) throws Exception {
    boolean signal = call.method().getName().startsWith("signal");
    if (!signal || machine.holds(Mode.EXCLUSIVE, actor.number)) {
      Object result = invoke(call, actor, null);
      boolean stamp = machine.owner == Owner.STAMP && result instanceof Long;
      check(!stamp, call, "gave a stamp for nothing");
    }
  }

  private Stamp stamp(LockCall call) {
    check(call.stamp() >= 0, call, "speaks of a stamp and takes none");
    return machine.any(random);
  }

  private Object invoke(LockCall call, Actor actor, Stamp stamp) {
    Callable<Object> bound = note(call, actor, stamp, false);
    try {
      return actor.call(bound);
    } catch (ExecutionException e) {
      throw new AssertionError(call + " threw " + e.getCause() + ", " + machine, e);
    }
  }

  private Future<Object> start(LockCall call, Actor actor) {
    return actor.start(note(call, actor, null, false));
  }

  private void throwsOn(
      LockCall call, Actor actor, Stamp stamp, boolean interrupted, Class<?> expected) {
    try {
      Object result = actor.call(note(call, actor, stamp, interrupted));
      throw new AssertionError(call + " returned " + result + " and threw nothing, " + machine);
    } catch (ExecutionException e) {
      check(expected.isInstance(e.getCause()), call, "threw " + e.getCause());
    }
  }

  private Callable<Object> note(LockCall call, Actor actor, Stamp stamp, boolean interrupted) {
    String with = stamp == null ? "" : " of " + stamp.value + ", " + stamp.kind;
    history.add(
        "thread " + actor.number + ": " + call + with + (interrupted ? ", interrupted" : ""));
    if (history.size() > 15) {
      history.removeFirst();
    }
    return call.bind(stamp, permits, interrupted);
  }

  private void check(boolean condition, LockCall call, String what) {
    if (!condition) {
      throw new AssertionError(call + " " + what + ", " + machine);
    }
  }

  @Override
  public void close() {
    for (Actor actor : actors) {
      actor.close();
    }
  }
}
