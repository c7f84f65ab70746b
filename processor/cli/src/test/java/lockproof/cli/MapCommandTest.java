package lockproof.cli;

import static lockproof.cli.Cli.run;
import static lockproof.cli.Cli.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
  @TempDir Path folder;
  private Path source;

  @BeforeEach
  void sources() {
    source = folder.resolve("src");
    write(
        source.resolve("com/acme/bank/Locks.java"),
        """
        package com.acme.bank;
        import java.util.concurrent.locks.*;
        import lockproof.annotations.*;
        final class Locks {
          @AcquiredBefore("LAST")
          static final ReentrantLock FIRST = new ReentrantLock();
          @LockLevel(value = Level.FINE, because = "one for each | kind of thing.")
          static final ReentrantReadWriteLock LAST = new ReentrantReadWriteLock();
          static final Lock READER = LAST.readLock();
          static final ReentrantLock UNUSED = new ReentrantLock();
        }
        """);
    write(
        source.resolve("com/acme/bank/Use.java"),
        """
        package com.acme.bank;
        import java.util.*;
        import lockproof.annotations.*;
        final class Use implements Runnable {
          @LockLevel(value = Level.NONE, because = "the main thread alone sees it")
          private int alone;
          private final Map<String, String> names = new HashMap<>();
          @GuardedBy("Locks.FIRST") private int marked;
          @Override public void run() {
            Locks.LAST.writeLock().lock();
            try {
              synchronized (this) { names.put("a", "b"); }
            } finally {
              Locks.LAST.writeLock().unlock();
            }
          }
          synchronized void other() {
            Locks.LAST.readLock().lock();
            try { names.get("a"); } finally { Locks.LAST.readLock().unlock(); }
          }
          void mark() {
            Locks.FIRST.lock();
            try { marked++; } finally { Locks.FIRST.unlock(); }
          }
        }
        """);
  }

  private String markdown(Object... more) {
    Object[] arguments = new Object[more.length + 4];
    System.arraycopy(more, 0, arguments, 4, more.length);
    arguments[0] = "map";
    arguments[1] = source;
    arguments[2] = "--output";
    arguments[3] = "-";
    Cli cli = run(arguments);
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli.out();
  }

  @Test
  void tellsWhatIsProtectedAndByWhom() {
    assertThat(markdown())
        .contains(
            "Names are relative to `com.acme.bank`.\n",
            "  lock0[\"Locks.FIRST\"]\n",
            "  lock0 -. declared .-> lock1\n",
            "  lock1 --> lock2\n",
            "  lock2 --> lock1\n",
            "**Taken in more than one order:** `Locks.LAST`, `Use`.\n",
            "### `Locks.UNUSED`\n",
            "Nobody is seen to take it.\n",
            "Level 2, fine-grained: one for each \\| kind of thing.\n",
            "also known as `Locks.READER`",
            "| `Use.marked` | `@GuardedBy` |\n",
            "| what `Use.names` refers to | `Use.run` |\n",
            "| `Use.run`, run as `Runnable` | exclusive |  | `Locks.LAST` |\n",
            "| `Use.other` | shared |  | `Use` |\n",
            "| `Use.alone` | 0, no locking: the main thread alone sees it |\n");
  }

  @Test
  void isTheSameInOneBatchAndInMany() {
    for (int i = 0; i < 3; i++) {
      write(
          source.resolve("p" + i + "/Filler.java"),
          "package p" + i + "; class Filler { /*" + "x".repeat(800_000) + "*/ }");
    }
    String one = markdown();
    assertThat(markdown("--jobs", "4")).isEqualTo(one);
    assertThat(markdown()).isEqualTo(one);
  }

  @Test
  void writesBothFormats() throws IOException {
    Path page = folder.resolve("LOCKING.md");
    Cli cli = run("map", source, "--output", page);
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.errors())
        .containsExactly("lockproof: wrote " + page + ": 4 locks around 2 members, 3 nestings");
    assertThat(page).content().isEqualTo(markdown());
    Path json = folder.resolve("LOCKING.json");
    assertThat(run("map", source, "--format", "json", "--output", json).code()).isZero();
    assertThat(Files.readString(json))
        .contains(
            "\"lock\": \"com.acme.bank.Locks.LAST\"",
            "\"level\": \"2\"",
            "\"otherNames\": [\n        \"com.acme.bank.Locks.READER\"\n      ]",
            "\"runsAs\": \"Runnable\"",
            "\"circles\": [\n    [\n      \"com.acme.bank.Locks.LAST\",\n");
  }

  @Test
  void checksThatThePageIsTrue() throws IOException {
    Path page = folder.resolve("LOCKING.md");
    assertThat(run("map", source, "--check", "--output", page).code()).isEqualTo(1);
    assertThat(page).doesNotExist();
    run("map", source, "--output", page);
    assertThat(run("map", source, "--check", "--output", page).errors())
        .containsExactly(
            "lockproof: " + page + " is up to date: 4 locks around 2 members, 3 nestings");
    Files.writeString(page, Files.readString(page).replace("shared", "exclusive"));
    Cli stale = run("map", source, "--check", "--output", page);
    assertThat(stale.code()).isEqualTo(1);
    assertThat(stale.err()).contains(" is out of date; the sources have 4 locks");
  }

  @Test
  void saysWhatIsWrongWithTheInput() {
    assertThat(run("map", folder.resolve("nowhere")).code()).isEqualTo(2);
    Path empty = write(folder.resolve("empty/A.java"), "class A {}");
    Cli none = run("map", empty, "--output", "-");
    assertThat(none.code()).isZero();
    assertThat(none.out()).contains("There are none.", "No lock is taken while another is held.");
    Path broken = write(folder.resolve("broken/B.java"), "class B {{{");
    assertThat(run("map", broken, "--output", "-").code()).isEqualTo(3);
    Cli unwritable = run("map", empty, "--output", folder);
    assertThat(unwritable.code()).isEqualTo(2);
    assertThat(unwritable.err()).contains("--output: cannot write " + folder);
  }
}
