package lockproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  private Path write(String name, String text) {
    return Cli.write(folder.resolve(name), text);
  }

  @Test
  void nothingFound() {
    write("p/A.java", "package p; class A { int f() { return Other.X; } }");
    write("p/B.java", "package p; class Other { static final int X = 1; }");
    Cli cli = Cli.run("check", folder);
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err())
        .startsWith("lockproof: 0 errors, 0 warnings in 2 files; ")
        .doesNotContain("unresolved");
  }

  @Test
  void findingsInFilesFoldersAndJars() throws IOException {
    Path file = write("src/p/Shrug.java", Cli.SHRUG);
    Path jar = folder.resolve("lib-sources.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("p/Shrug.java"));
      zip.write(Files.readAllBytes(file));
    }
    String message =
        ":4: error: [lockproof:suppression-reason] @Unproven for `mark-invalid` gives `ok`,"
            + " which is a shrug and not a reason";
    for (Path path : List.of(file, folder.resolve("src"), jar)) {
      Cli cli = Cli.run("check", path, "--rules", "suppression-reason");
      assertThat(cli.code()).isEqualTo(1);
      String name = path == jar ? "lib-sources.jar!/p/Shrug.java" : file.toString();
      assertThat(cli.out().lines().findFirst()).contains(name + message);
      assertThat(cli.out().lines()).hasSize(3);
    }
  }

  @Test
  void jsonAndOutputFile() throws IOException {
    write("src/p/Shrug.java", Cli.SHRUG);
    Path file = folder.resolve("out.json");
    Cli cli = Cli.run("check", folder, "--format", "json", "--output", file);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(Files.readString(file))
        .startsWith("[\n  {\n    \"rule\": \"suppression-reason\",\n    \"severity\": \"error\"")
        .contains("\"line\": 4,\n    \"column\": 8,\n    \"endLine\": 4");
    assertThat(Cli.run("check", folder, "--output", folder.resolve("no/such/file")).errors())
        .last()
        .asString()
        .matches("lockproof: --output: cannot write .*; check the folder");
  }

  @Test
  void failOnDecidesTheExitCodeOnly() {
    write("src/p/Shrug.java", Cli.SHRUG);
    assertThat(Cli.run("check", folder, "--fail-on", "error").code()).isEqualTo(1);
    assertThat(Cli.run("check", folder, "--fail-on", "never").code()).isZero();
    Cli warned =
        Cli.run("check", folder, "--fail-on", "error", "--set", "rule.suppression-reason=warning");
    assertThat(warned.code()).isZero();
    assertThat(warned.out()).contains("warning: [lockproof:suppression-reason]");
  }

  @Test
  void badInputIsOneLineEachAndExitCodeTwo() throws IOException {
    Path text = write("notes.txt", "x");
    Path jar = write("broken.jar", "x");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path none = folder.resolve("none.java");
    Path folderLikeAFile = Files.createDirectories(folder.resolve("dir.java"));
    Cli cli = Cli.run("check", text, jar, empty, none, folderLikeAFile, "");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.errors())
        .containsExactly(
            "lockproof: " + text + ": neither a .java file, nor a folder, nor a jar of sources",
            "lockproof: " + jar + ": not a readable jar",
            "lockproof: " + empty + ": no Java file in this folder",
            "lockproof: " + none + ": no such file or folder",
            "lockproof: " + folderLikeAFile + ": no Java file in this folder",
            "lockproof: a path is empty; give a file or folder",
            "lockproof: 0 errors, 0 warnings in 0 files; 0 methods analysed, 0 skipped");
    Path fine = write("src/A.java", "class A {}");
    assertThat(Cli.run("check", fine, "--classpath", "nowhere.jar").errors())
        .containsExactly("lockproof: --classpath: nowhere.jar: no such file or folder");
    assertThat(Cli.run("check", fine, "--release", "99").errors().get(0))
        .startsWith("lockproof: --release 99: this Java knows 8 to ");
    assertThat(Cli.run("check", fine, "--rules", "mark-invalit").errors())
        .containsExactly(
            "lockproof: --rules: there is no rule `mark-invalit`; did you mean `mark-invalid`?");
    assertThat(Cli.run("check", fine, "--set", "strict=perhaps").code()).isEqualTo(2);
    assertThat(Cli.run("chekc", fine).code()).isEqualTo(2);
    assertThat(Cli.run().errors().get(0)).contains("say what to do");
  }

  /** By default a section may ask a collection for its size; the setting forbids that too. */
  @Test
  void strictSections() throws IOException {
    Path file =
        write(
            "src/p/Store.java",
            """
            package p;
            class Store {
              private final java.util.concurrent.locks.StampedLock lock =
                  new java.util.concurrent.locks.StampedLock();
              private final java.util.List<String> names = new java.util.ArrayList<>();
              void add(String name) {
                long stamp = lock.writeLock();
                try {
                  names.add(name);
                } finally {
                  lock.unlockWrite(stamp);
                }
              }
              int size() {
                long stamp = lock.tryOptimisticRead();
                int n = names.size();
                return lock.validate(stamp) ? n : -1;
              }
            }
            """);
    assertThat(Cli.run("check", file).code()).isZero();
    Cli strict = Cli.run("check", file, "--set", "strict=true");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out()).contains("Store.java:16: error: [lockproof:optimistic-hazard]");
  }

  @Test
  void symbolicLinksThatGoInCirclesAreWalkedOnce() throws IOException {
    write("src/p/Shrug.java", Cli.SHRUG);
    Files.createSymbolicLink(folder.resolve("src/again"), folder.resolve("src"));
    Files.createSymbolicLink(folder.resolve("src/p/Copy.java"), Path.of("Shrug.java"));
    Cli cli = Cli.run("check", folder.resolve("src"), "--rules", "suppression-reason");
    assertThat(cli.out().lines().filter(line -> line.contains("error:"))).hasSize(1);
    assertThat(cli.code()).isEqualTo(1);
  }

  @Test
  void syntaxErrorsAreCountedAndTheRestIsChecked() {
    write("src/p/Shrug.java", Cli.SHRUG);
    Path broken = write("src/p/Broken.java", "package p;\nclass Broken { void f( { }\n");
    Cli cli = Cli.run("check", folder);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err()).contains(broken + ":2: cannot be parsed: ").contains("1 file not parsed");
    Cli alone = Cli.run("check", broken);
    assertThat(alone.code()).isEqualTo(3);
    assertThat(alone.errors()).hasSize(2);
  }

  @Test
  void unresolvedNamesDoNotStopTheCheck() {
    write("src/p/Shrug.java", Cli.SHRUG.replace("void f() {}", "void f(missing.Type t) {}"));
    Cli cli = Cli.run("check", folder);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err())
        .contains("1 file with unresolved names (give --classpath; missing: missing)");
  }

  @Test
  void moduleDescriptorsDoNotNarrowTheView() {
    write("a/module-info.java", "module a { requires b; }");
    write("a/p/A.java", "package p; class A { java.sql.Date d; q.B b; }");
    write("b/module-info.java", "module b { }");
    write("b/q/B.java", "package q; public class B {}");
    Cli cli = Cli.run("check", folder);
    assertThat(cli.err()).doesNotContain("unresolved").contains("in 2 files");
    assertThat(cli.code()).isZero();
  }

  @Test
  void twoClassesOfOneNameAreBothChecked() {
    write("one/p/Shrug.java", Cli.SHRUG);
    write("two/p/Shrug.java", Cli.SHRUG);
    Cli cli = Cli.run("check", folder, "--rules", "suppression-reason");
    assertThat(cli.out().lines().filter(line -> line.contains("error:"))).hasSize(2);
  }

  @Test
  void severalBatchesSayWhatOneSays() {
    String reader =
        """
        package p%1$d;
        import java.util.concurrent.locks.StampedLock;
        public class R%1$d%2$s {
          private final StampedLock lock = new StampedLock();
          private int amount;
          %3$s other;
          void set(int n) {
            long s = lock.writeLock();
            try { amount = n; } finally { lock.unlockWrite(s); }
          }
          int get() {
            long s = lock.tryOptimisticRead();
            int seen = amount;
            return lock.validate(s) ? 0 : seen;
          }
          //%4$s
        }
        """;
    for (int i = 0; i < 6; i++) {
      String next = "p" + (i + 1) % 6 + ".R" + (i + 1) % 6;
      String above = i == 5 ? "" : " extends " + next;
      String filler = "x".repeat(400_000);
      write("src/p" + i + "/R" + i + ".java", reader.formatted(i, above, next, filler));
    }
    Cli one = Cli.run("check", folder, "--jobs", 1);
    assertThat(one.out().lines().filter(line -> line.contains("optimistic-failed]"))).hasSize(6);
    for (Cli other :
        List.of(
            Cli.run("check", folder),
            Cli.run("check", folder, "--jobs", 3),
            Cli.run("check", folder.resolve("src/p3"), folder.resolve("src"), "--jobs", 2))) {
      assertThat(other.out()).isEqualTo(one.out());
      assertThat(other.err()).isEqualTo(one.err());
    }
  }

  @Test
  void aClassPathIsReadAsJavacReadsIt() throws IOException {
    Path file = write("src/A.java", "class A { q.B b; }");
    write("lib/one/q/B.java", "package q; public class B {}");
    compile(folder.resolve("lib/one/q/B.java"), folder.resolve("classes"));
    Path jars = Files.createDirectories(folder.resolve("jars"));
    try (OutputStream out = Files.newOutputStream(jars.resolve("b.jar"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("q/B.class"));
      zip.write(Files.readAllBytes(folder.resolve("classes/q/B.class")));
    }
    for (String path : List.of("classes", "jars/*", "jars/b.jar")) {
      assertThat(Cli.run("check", file, "--classpath", folder.resolve(path)).errors())
          .as(path)
          .allSatisfy(line -> assertThat(line).doesNotContain("unresolved"));
    }
    write("jars/junk.jar", "junk");
    for (String path : List.of("jars/*", "jars/junk.jar")) {
      assertThat(Cli.run("check", file, "--classpath", folder.resolve(path)).errors())
          .containsExactly(
              "lockproof: --classpath: "
                  + folder.resolve("jars/junk.jar")
                  + ": not a readable jar");
    }
    assertThat(Cli.run("check", file, "--classpath", "nowhere/*").errors())
        .containsExactly("lockproof: --classpath: nowhere: no such file or folder");
  }

  private static void compile(Path file, Path into) throws IOException {
    Files.createDirectories(into);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", into.toString(), file.toString()))
        .isZero();
  }

  @Test
  void settingsStandAboveAJarToo() throws IOException {
    Path jar = folder.resolve("project/lib/src.jar");
    write("project/lockproof.properties", "rule.suppression-reason = off\n");
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("p/Shrug.java"));
      zip.write(Cli.SHRUG.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Cli.run("check", jar, "--rules", "suppression-reason").out()).isEmpty();
    Path bare = Files.copy(jar, folder.resolve("bare.jar"));
    assertThat(Cli.run("check", bare, "--rules", "suppression-reason").out()).isNotEmpty();
  }

  @Test
  void aJavaWithoutCompilerSaysSo() throws Exception {
    for (String modules : List.of("java.base", "java.se")) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--limit-modules",
                  modules,
                  "-cp",
                  System.getProperty("java.class.path"),
                  "lockproof.cli.Main",
                  "check",
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(2);
      assertThat(said.lines())
          .singleElement()
          .asString()
          .startsWith("lockproof: this Java has no compiler (")
          .endsWith("); run it on a JDK");
    }
  }

  @Test
  void progressIsForTerminalsAndLeavesNothing() {
    for (boolean terminal : List.of(true, false)) {
      StringWriter seen = new StringWriter();
      Progress progress = new Progress(new PrintWriter(seen), 3, terminal);
      progress.read();
      progress.checked();
      progress.clear();
      assertThat(seen.toString())
          .isEqualTo(terminal ? "\r\033[Kread 1, checked 0 of 3 files\r\033[K" : "");
    }
    assertThat(Cli.run("check", folder).err()).doesNotContain("\r");
  }

  @Test
  void packagePrivateNeighboursResolveAcrossBatches() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String name : List.of("p/A", "p/B", "q/C", "r/D")) {
      files.add(
          SourceFile.read(
              write(
                  "src/" + name + ".java",
                  "package " + name.charAt(0) + ";\npublic class " + name.charAt(2) + " {}")));
    }
    Batches batches = new Batches(files, 40);
    assertThat(batches.cut()).hasSize(3);
    assertThat(batches.cut().get(0)).extracting(SourceFile::packageName).containsOnly("p");
    assertThat(batches.sourcePath(files)).containsExactly(folder.resolve("src"));
  }

  @Test
  void packageNames() {
    assertThat(SourceFile.packageOf("/* package no; */ // x\n@A(\"x\") package a . b ;"))
        .isEqualTo("a.b");
    assertThat(SourceFile.packageOf("class A { String s = \"package x;\"; }")).isEmpty();
    assertThat(SourceFile.packageOf("/*".repeat(3) + "x".repeat(50_000) + "*/ package a;"))
        .isEqualTo("a");
  }

  /** The report lies at the call, because the caller's state is the cause. */
  @Test
  void anEscapeOnAHelperCoversWhatItsCallersCause() {
    String code =
        """
        class Counter {
          private final Object lock = new Object();
          private int n;
          void add() { synchronized (lock) { n++; } }
          void more() { synchronized (lock) { n += 2; } }
          void reset() { clear(); }
          %sprivate void clear() { n = 0; }
        }
        """;
    Path file = Cli.write(folder.resolve("Counter.java"), code.formatted(""));
    assertThat(Cli.run("check", file).out()).contains(":6: error: [lockproof:guarded-access]");
    String mark =
        "@lockproof.annotations.Unproven(rule = \"guarded-access\","
            + " because = \"called before the counter is published\") ";
    Cli.write(file, code.formatted(mark));
    Cli quiet = Cli.run("check", file);
    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.err()).contains("1 suppressed");
  }
}
