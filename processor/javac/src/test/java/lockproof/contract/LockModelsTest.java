package lockproof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockproof.contract.LockMachine.Owner;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The models of the locks against the locks: what the marks say is what happens, and all of it. */
class LockModelsTest {
  private record Subject(
      String name, Class<?> type, Supplier<Object> lock, Owner owner, int permits) {
    void drive(Models models, long seed, int steps, Duration patience) throws Exception {
      try (LockDriver driver =
          new LockDriver(models, type, lock.get(), owner, permits, seed, patience)) {
        driver.run(steps);
      }
    }
  }

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("ReentrantLock", ReentrantLock.class, ReentrantLock::new, Owner.THREAD, 1),
          new Subject(
              "fair ReentrantLock",
              ReentrantLock.class,
              () -> new ReentrantLock(true),
              Owner.THREAD,
              1),
          new Subject("Lock", Lock.class, ReentrantLock::new, Owner.THREAD, 1),
          new Subject(
              "ReentrantReadWriteLock",
              ReentrantReadWriteLock.class,
              ReentrantReadWriteLock::new,
              Owner.THREAD,
              1),
          new Subject(
              "fair ReentrantReadWriteLock",
              ReentrantReadWriteLock.class,
              () -> new ReentrantReadWriteLock(true),
              Owner.THREAD,
              1),
          new Subject(
              "ReadWriteLock", ReadWriteLock.class, ReentrantReadWriteLock::new, Owner.THREAD, 1),
          new Subject("StampedLock", StampedLock.class, StampedLock::new, Owner.STAMP, 1),
          new Subject("Semaphore", Semaphore.class, () -> new Semaphore(1), Owner.NONE, 1),
          new Subject(
              "Semaphore of three", Semaphore.class, () -> new Semaphore(3), Owner.NONE, 3));

  @TestFactory
  Stream<DynamicTest> asTheMarksSay() {
    Models models = Models.jdk();
    return SUBJECTS.stream()
        .flatMap(
            s ->
                Stream.of(7L, 8L, 9L)
                    .map(
                        seed ->
                            DynamicTest.dynamicTest(
                                s.name + ", seed " + seed,
                                () -> s.drive(models, seed, 3000, Duration.ofSeconds(20)))));
  }

  /** A new JDK's new method would be noticed. */
  @Test
  void noMethodIsForgotten() {
    Models models = Models.jdk();
    Set<String> without = new TreeSet<>();
    for (Class<?> type :
        List.of(
            Condition.class,
            Lock.class,
            ReadWriteLock.class,
            ReentrantLock.class,
            ReentrantReadWriteLock.class,
            ReentrantReadWriteLock.ReadLock.class,
            ReentrantReadWriteLock.WriteLock.class,
            Semaphore.class,
            StampedLock.class)) {
      ModelType model = models.type(type.getCanonicalName());
      for (Method method : type.getMethods()) {
        if (method.getDeclaringClass() == type
            && models
                .member(model, method.getName(), Reflected.parameters(method))
                .equals(Contract.NONE)) {
          without.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    assertThat(without).containsExactly("ReadLock.newCondition", "Semaphore.drainPermits");
  }

  /** A change to one line of the model. */
  private record Mutant(int line, String text) {}

  private static final String[][] CHANGES = {
    {"mode = EXCLUSIVE", "mode = SHARED"},
    {"mode = SHARED", "mode = EXCLUSIVE"},
    {"mode = OPTIMISTIC", "mode = SHARED"},
    {"to = OPTIMISTIC", "to = SHARED"},
    {"to = SHARED", "to = EXCLUSIVE"},
    {"to = SHARED", "to = OPTIMISTIC"},
    {"to = EXCLUSIVE", "to = SHARED"},
    {"on = TRUE", "on = FALSE"},
    {"on = TRUE", "on = ALWAYS"},
    {"on = NONZERO", "on = ALWAYS"},
    {"on = NONZERO", "on = TRUE"},
    {"@Stamp ", ""},
    {"@Acquires(\\([^)]*\\))?", ""},
    {"@Releases(\\([^)]*\\))?", ""},
    {"@Releases", "@Acquires"},
    {"@Acquires", "@Releases"},
    {"@HeldIf", "@Acquires"},
    {"@Validates", "@Validates(on = FALSE)"},
    {"@Awaits", ""},
    {"@Blocking", ""},
    {"@LockView\\(SHARED\\)", "@LockView(EXCLUSIVE)"},
    {"@LockView\\(EXCLUSIVE\\)", "@LockView(SHARED)"},
    {"reentrant = true", "reentrant = false"},
    {"@LockType$", "@LockType(reentrant = true)"},
  };

  /** Any one mark that is wrong makes the locks behave otherwise than foretold. */
  @Test
  void noMarkMayBeWrong() throws Exception {
    String text = text();
    List<String> lines = text.lines().toList();
    Set<String> survivors = new TreeSet<>();
    int killed = 0;
    for (Mutant mutant : mutants(lines)) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(mutant.line, mutant.text);
      Models models = Models.none().add("mutant", String.join("\n", changed));
      if (killed(models, owner(lines, mutant.line))) {
        killed++;
      } else {
        survivors.add(owner(lines, mutant.line) + ": " + mutant.text.strip());
      }
    }
    assertThat(survivors).as("survivors beside %d killed", killed).isEmpty();
    assertThat(killed).isGreaterThan(200);
  }

  private static boolean killed(Models models, String type) {
    List<Subject> subjects = SUBJECTS.stream().filter(s -> speaksOf(s, type)).toList();
    for (long seed = 7; seed < 10; seed++) {
      for (Subject subject : subjects) {
        try {
          subject.drive(models, seed, 2500, Duration.ofMillis(300));
        } catch (AssertionError e) {
          return true;
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
    return false;
  }

  private static boolean speaksOf(Subject subject, String type) {
    return type.startsWith(subject.type.getCanonicalName())
        || (type.endsWith(".Lock") && subject.type == StampedLock.class)
        || (type.endsWith(".Condition") && subject.type == ReentrantLock.class);
  }

  private static List<Mutant> mutants(List<String> lines) {
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      for (String[] change : CHANGES) {
        Matcher m = Pattern.compile(change[0]).matcher(lines.get(i));
        // Whether a semaphore can be acquired again is up to its permits, so this one is no lie.
        boolean permits = change[0].startsWith("reentrant") && lines.get(i).contains("Semaphore");
        if (!lines.get(i).contains("#") && !permits && m.find()) {
          mutants.add(new Mutant(i, m.replaceFirst(change[1])));
        }
      }
    }
    return mutants;
  }

  private static String owner(List<String> lines, int line) {
    for (int i = line; ; i--) {
      if (lines.get(i).startsWith("type ")) {
        return lines.get(i).split("\\s+")[1];
      }
    }
  }

  private static String text() throws IOException {
    try (InputStream in = Models.class.getResourceAsStream("/lockproof/models/locks.model")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
