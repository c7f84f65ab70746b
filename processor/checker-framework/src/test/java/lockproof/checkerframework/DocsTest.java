package lockproof.checkerframework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockproof.checkerframework.shared.Keys;
import lockproof.contract.Contracts;
import lockproof.fixtures.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the Checker Framework: its code is judged as it says, its command runs. */
class DocsTest {
  private static final Path PAGE = Path.of("../../docs/checker-framework.md");

  private static List<String> blocks(String language) throws IOException {
    Matcher m =
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(PAGE));
    List<String> blocks = new ArrayList<>();
    while (m.find()) {
      blocks.add(m.group(1));
    }
    return blocks;
  }

  private static List<String> flags() throws IOException {
    return blocks("text").get(0).lines().toList();
  }

  private static Path write(Path folder, String code) throws IOException {
    Matcher m = Pattern.compile("^class (\\w+)", Pattern.MULTILINE).matcher(code);
    assertThat(m.find()).isTrue();
    return Files.writeString(folder.resolve("Good" + m.group(1) + ".java"), code);
  }

  @Test
  void codeIsJudgedAsThePageSays(@TempDir Path folder) throws IOException {
    List<String> code = blocks("java");
    assertThat(code).hasSize(2);
    for (String c : code) {
      write(folder, c);
    }
    List<Fixture> fixtures = Fixture.all(folder);
    Compiled compiled =
        Compiled.with(
            fixtures.stream().map(Fixture::file).toList(), List.of(new LockproofChecker()));
    assertThat(compiled.failures()).isEmpty();
    for (Fixture f : fixtures) {
      assertThat(f.complaints(compiled.reports(f.file()))).isEmpty();
    }
  }

  /** A javac of its own, with the flags that the page gives. */
  @Test
  void theCommandRuns(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Position.java");
    Files.writeString(source, blocks("java").get(0));
    String[] result = javac(folder, source, flags());
    assertThat(result[0]).contains("error: [optimistic-failed]");
    assertThat(result[1]).isEqualTo("1");
  }

  /** What the first line of the page says. */
  @Test
  void withoutTheFlagsTheFrameworkStops(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Position.java");
    Files.writeString(source, blocks("java").get(0));
    String[] result = javac(folder, source, List.of());
    assertThat(result[0]).contains("IllegalAccessError").doesNotContain("[optimistic-failed]");
    assertThat(result[1]).isNotEqualTo("0");
    assertThat(Files.readString(PAGE).lines().skip(2).findFirst().orElse(""))
        .contains("--add-exports", "IllegalAccessError");
  }

  @Test
  void mavenAndGradleNameTheSameFlags() throws IOException {
    String maven = blocks("xml").get(0);
    assertThat(flags()).hasSize(10).allSatisfy(f -> assertThat(maven).contains(f));
    String gradle = blocks("kotlin").get(0);
    for (String flag : flags()) {
      String part = flag.substring(flag.indexOf("javac.") + 6, flag.indexOf("=ALL"));
      assertThat(gradle).containsAnyOf('"' + part + '"', "javac." + part);
    }
    assertThat(maven).contains(LockproofChecker.class.getName());
    assertThat(gradle).contains(LockproofChecker.class.getName());
    String stub = "lockproof/checkerframework/guards.astub";
    assertThat(maven).contains("checker.jar/" + stub);
    assertThat(LockproofChecker.class.getResource("/" + stub)).isNotNull();
  }

  /** A key of a message is the id of a rule, and the page names it. */
  @Test
  void messagesAreRules() throws IOException {
    String page = Files.readString(PAGE);
    for (String checker : List.of("tentative", "context")) {
      Properties messages = new Properties();
      String file = "/lockproof/checkerframework/" + checker + "/messages.properties";
      try (InputStream in = LockproofChecker.class.getResourceAsStream(file)) {
        messages.load(in);
      }
      assertThat(messages.stringPropertyNames())
          .isNotEmpty()
          .allSatisfy(
              key -> {
                assertThat(PAGE.resolveSibling("rules/" + key + ".md")).isRegularFile();
                assertThat(page).contains("`" + key + "`");
                assertThat(Keys.ours(key)).isTrue();
              });
    }
  }

  private static String[] javac(Path folder, Path source, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-processorpath",
            processorPath(folder),
            "-processor",
            LockproofChecker.class.getName(),
            "-cp",
            Compiled.classPath(),
            "-d",
            Files.createDirectories(folder.resolve("out")).toString(),
            source.toString()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.waitFor();
    return new String[] {Files.readString(output), "" + exit};
  }

  /** The checkers with the contracts alone, as in the jar. */
  private static String processorPath(Path folder) throws IOException, URISyntaxException {
    Path contracts = folder.resolve("contracts");
    Path origin =
        Path.of(Contracts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String part : List.of("lockproof/contract", "lockproof/models")) {
      try (java.nio.file.FileSystem jar =
              Files.isDirectory(origin) ? null : java.nio.file.FileSystems.newFileSystem(origin);
          java.util.stream.Stream<Path> files =
              Files.walk(jar == null ? origin.resolve(part) : jar.getPath(part))) {
        for (Path f : files.filter(Files::isRegularFile).toList()) {
          Path copy = contracts.resolve(part).resolve(f.getFileName().toString());
          Files.createDirectories(copy.getParent());
          Files.copy(f, copy);
        }
      }
    }
    List<String> path = new ArrayList<>();
    path.add(contracts.toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.contains("checker-framework") || entry.contains("checkerframework")) {
        path.add(entry);
      }
    }
    path.add(
        Path.of(LockproofChecker.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString());
    return String.join(File.pathSeparator, path);
  }
}
