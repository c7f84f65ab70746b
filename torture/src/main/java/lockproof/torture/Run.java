package lockproof.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lockproof.context.LocalInterruptDisabled;
import lockproof.context.LocalInterrupts;
import lockproof.context.MaskableThread;
import lockproof.lock.Mutex;

/** One run: starts the threads, watches them, and judges. */
final class Run {
  private final Options options;
  private final Subject subject;
  private final Statistics statistics;
  private final List<Mutex<int[]>> inner = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stop;
  private volatile boolean paused;

  /** What the lock guards: never to be touched by two, and the last two always equal. */
  private volatile boolean writing;

  private long count;
  private volatile long left;
  private volatile long right;

  Run(Options options) {
    this.options = options;
    this.subject = options.type().make();
    int readers = subject.hasReaders() ? options.readers() : 0;
    this.statistics = new Statistics(options.writers(), readers);
    for (int i = 0; i < options.nested(); i++) {
      inner.add(new Mutex<>(new int[1], "nested " + i));
    }
  }

  Verdict run(Consumer<String> out) throws InterruptedException {
    out.accept(Verdict.line(options, "Start of test"));
    for (int i = 0; i < options.writers(); i++) {
      int writer = i;
      threads.add(start(() -> write(writer)));
    }
    for (int i = 0; subject.hasReaders() && i < options.readers(); i++) {
      int reader = i;
      threads.add(start(() -> read(reader)));
    }
    Thread raiser = options.storm() ? storm() : null;
    boolean hung = !watch(out);
    stop = true;
    if (raiser != null) {
      raiser.join();
    }
    for (Thread thread : threads) {
      thread.join(options.stallMillis());
      hung |= thread.isAlive();
    }
    out.accept(statistics.lines());
    return Verdict.of(options, problem(hung));
  }

  private String problem(boolean hung) {
    if (hung) {
      return "hung";
    }
    if (statistics.failures.get() != 0) {
      return statistics.failures + " sections met others";
    }
    if (count != statistics.sections()) {
      return "lost " + (statistics.sections() - count) + " of " + statistics.sections();
    }
    if (statistics.handled.get() != statistics.raised.get()) {
      return "raised " + statistics.raised + " handlers and ran " + statistics.handled;
    }
    return "";
  }

  private Thread start(Runnable body) {
    Runnable guarded =
        () -> {
          try {
            body.run();
          } catch (RuntimeException | Error e) {
            statistics.failures.incrementAndGet();
          } finally {
            drain();
          }
        };
    if (options.virtual()) {
      return VirtualThreads.start(guarded);
    }
    Thread thread = new MaskableThread(guarded);
    thread.setUncaughtExceptionHandler((t, e) -> statistics.failures.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Runs what was raised last, until the raiser has stopped. */
  private void drain() {
    while (options.storm()
        && (!stop || statistics.handled.get() < statistics.raised.get())
        && statistics.failures.get() == 0) {
      LocalInterrupts.poll();
      LockSupport.parkNanos(100_000);
      if (stop && !LocalInterrupts.poll()) {
        return;
      }
    }
  }

  private boolean watch(Consumer<String> out) throws InterruptedException {
    long start = System.nanoTime();
    long lastProgress = start;
    long seen = 0;
    long lastStat = start;
    while (millisSince(start) < options.millis()) {
      Thread.sleep(5);
      if (options.stutterMillis() > 0) {
        paused = millisSince(start) / options.stutterMillis() % 2 == 1;
      }
      if (statistics.progress() != seen || paused) {
        seen = statistics.progress();
        lastProgress = System.nanoTime();
      }
      if (millisSince(lastProgress) > options.stallMillis()) {
        return false;
      }
      if (options.statMillis() > 0 && millisSince(lastStat) >= options.statMillis()) {
        lastStat = System.nanoTime();
        out.accept(statistics.lines());
      }
    }
    paused = false;
    return true;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private void pause() {
    while (paused && !stop) {
      LockSupport.parkNanos(200_000);
      LocalInterrupts.poll();
    }
  }

  private void write(int writer) {
    while (!stop) {
      pause();
      subject.write(() -> nest(0));
      statistics.wrote(writer);
    }
  }

  private void nest(int depth) {
    if (depth < inner.size()) {
      inner.get(depth).run(data -> nest(depth + 1));
    } else {
      section();
    }
  }

  private void section() {
    if (writing) {
      statistics.failures.incrementAndGet();
    }
    writing = true;
    left++;
    long before = count;
    linger();
    count = before + 1;
    right++;
    if (!writing) {
      statistics.failures.incrementAndGet();
    }
    writing = false;
  }

  /** Mostly not at all, sometimes for as long as a park, a yield or a sleep takes. */
  private void linger() {
    if (options.longHold() > 0 && ThreadLocalRandom.current().nextInt(options.longHold()) == 0) {
      switch (ThreadLocalRandom.current().nextInt(3)) {
        case 0 -> LockSupport.parkNanos(200_000);
        case 1 -> Thread.yield();
        default -> sleep();
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(int reader) {
    while (!stop) {
      pause();
      boolean consistent =
          subject.read(
              () -> {
                long seen = left;
                Thread.onSpinWait();
                return right == seen;
              });
      if (!consistent) {
        statistics.failures.incrementAndGet();
      }
      statistics.read(reader);
    }
  }

  private Thread storm() {
    Thread raiser =
        new Thread(
            () -> {
              while (!stop) {
                for (Thread thread : threads) {
                  statistics.raised.incrementAndGet();
                  if (!LocalInterrupts.raise(thread, this::handle)) {
                    statistics.raised.decrementAndGet();
                  }
                }
                LockSupport.parkNanos(20_000);
              }
            });
    raiser.setDaemon(true);
    raiser.start();
    return raiser;
  }

  private void handle(LocalInterruptDisabled irq) {
    irq.assertLive();
    if (subject.writeInHandler(irq, this::section)) {
      statistics.handlerWrites.incrementAndGet();
    }
    statistics.handled.incrementAndGet();
  }
}
