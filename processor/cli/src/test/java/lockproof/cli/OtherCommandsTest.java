package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockproof.javac.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
  @TempDir Path folder;

  @Test
  void explainListsAndExplains() {
    Cli list = Cli.run("explain");
    assertThat(list.code()).isZero();
    assertThat(list.out().lines()).hasSameSizeAs(Catalog.ids());
    Cli one = Cli.run("explain", "[lockproof:mark-invalid]");
    assertThat(one.code()).isZero();
    assertThat(one.out()).startsWith("# mark-invalid\n");
    assertThat(Cli.run("explain", "mark-invalit").errors())
        .containsExactly(
            "lockproof: there is no rule `mark-invalit`; did you mean `mark-invalid`?"
                + " (`lockproof explain` lists all)");
  }

  /** Else the assertion would hold for a build in which nothing was checked. */
  @Test
  void onlyWhoCompilesLeavesAnAttestation() {
    Cli.write(folder.resolve("lockproof.properties"), "attestation-dir = out\n");
    Cli.write(folder.resolve("A.java"), "class A { void f() {} }");
    assertThat(Cli.run("check", folder).code()).isZero();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void escapesAreListedWithTheirReasons() {
    Cli.write(folder.resolve("Shrug.java"), Cli.SHRUG);
    Cli cli = Cli.run("escapes", folder);
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .isEqualTo(
            folder.resolve("Shrug.java") + ":4: @Unproven mark-invalid: ok (hides nothing)\n");
    assertThat(cli.errors()).last().isEqualTo("lockproof: 1 escape");
  }

  @Test
  void anEscapeSpeaksForWhatItsMethodDoesWhereverItIsCalled() {
    String text =
        """
        import java.util.concurrent.locks.ReentrantLock;
        class Till {
          private final ReentrantLock lock = new ReentrantLock();
          @lockproof.annotations.GuardedBy("lock") private int coins;
          %s
          private void count() { coins++; }
          %s
          void open() { count(); }
          void close() { count(); }
        }
        """;
    String escape =
        "@lockproof.annotations.Unproven(rule = \"guarded-access\","
            + " because = \"only the test, which has one thread, calls this\")";
    Path file = folder.resolve("Till.java");
    Cli.write(file, text.formatted("", ""));
    Cli bare = Cli.run("check", file);
    assertThat(bare.out().lines().filter(line -> line.contains("guarded-access]"))).hasSize(2);
    Cli.write(file, text.formatted(escape, ""));
    Cli helper = Cli.run("check", file);
    assertThat(helper.out()).isEmpty();
    assertThat(helper.err()).contains("2 suppressed");
    Cli.write(file, text.formatted("", escape));
    Cli caller = Cli.run("check", file);
    assertThat(caller.out().lines().filter(line -> line.contains("error:"))).hasSize(1);
    assertThat(caller.err()).contains("1 suppressed");
  }

  @Test
  void theBaselineOnlyShrinksUnlessAsked() throws IOException {
    Path one = Cli.write(folder.resolve("p/Shrug.java"), Cli.SHRUG);
    Path file = folder.resolve("base");
    assertThat(Cli.run("baseline", folder, "--file", file).code()).isZero();
    Cli checked = Cli.run("check", folder, "--set", "baseline=" + file);
    assertThat(checked.code()).isZero();
    assertThat(checked.err()).contains(" in the baseline");

    Path two = Cli.write(folder.resolve("q/Shrug.java"), Cli.SHRUG.replace("p;", "q;"));
    assertThat(Cli.run("check", folder, "--set", "baseline=" + file).code()).isEqualTo(1);
    long before = Files.lines(file).count();
    Cli refused = Cli.run("baseline", folder, "--file", file);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("new not added (--accept-new adds them)");
    assertThat(Files.lines(file).count()).isEqualTo(before);
    assertThat(Cli.run("baseline", folder, "--file", file, "--accept-new").code()).isZero();
    assertThat(Files.lines(file).count()).isGreaterThan(before);

    Files.delete(one);
    assertThat(Cli.run("baseline", two, "--file", file).code()).isZero();
    assertThat(Files.lines(file).count()).isEqualTo(before);
  }

  @Test
  void aBrokenBaselineIsOneLine() {
    Path file = Cli.write(folder.resolve("base"), "junk\n");
    assertThat(Cli.run("baseline", folder, "--file", file).errors())
        .containsExactly(
            "lockproof: --file: "
                + file
                + ": line 1 is not a fingerprint and a rule; remove it to start anew");
  }
}
