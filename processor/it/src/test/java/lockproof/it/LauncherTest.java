package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher of this system runs in a checkout of its own, with a command line that only says how
 * it was called; that the other one does the same is read off the texts.
 */
class LauncherTest {
  private static final Path ROOT = Repository.top();
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** Ends with 75 while it is stale, and else with the number of its arguments. */
  private static final String ECHO =
      """
      public class Echo {
        public static void main(String[] given) throws Exception {
          java.nio.file.Path home = java.nio.file.Path.of(System.getProperty("lockproof.home"));
          boolean built = Boolean.getBoolean("lockproof.built");
          if (!built && java.nio.file.Files.exists(home.resolve("stale"))) {
            System.exit(75);
          }
          System.out.println(
              java.util.List.of(given) + " built " + built + " " + System.getProperty("option"));
          System.exit(given.length);
        }
      }
      """;

  @TempDir Path temp;
  private Path home;
  private Path jar;

  @BeforeEach
  void checkout() throws IOException {
    home = Files.createDirectories(temp.resolve("check (1) out"));
    jar = home.resolve("processor/cli/target/lockproof.jar");
    for (String name : List.of("lockproof", "lockproof.cmd")) {
      Files.copy(ROOT.resolve(name), home.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path source = Files.writeString(temp.resolve("Echo.java"), ECHO);
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "" + source);
    assertThat(code).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Echo");
    Path fresh = temp.resolve("fresh.jar");
    try (JarOutputStream zip = new JarOutputStream(Files.newOutputStream(fresh), manifest)) {
      zip.putNextEntry(new JarEntry("Echo.class"));
      Files.copy(temp.resolve("Echo.class"), zip);
    }
  }

  /** What is called in place of Maven. */
  private String maven(String sh, String cmd) throws IOException {
    Path script = home.resolve(WINDOWS ? "build.cmd" : "build");
    Files.writeString(script, WINDOWS ? "@echo off\r\n" + cmd + "\r\n" : "#!/bin/sh\n" + sh + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return WINDOWS ? "build.cmd" : "./build";
  }

  private String makesTheJar() throws IOException {
    return maven(
        "echo \"$@\" >> builds; cp ../fresh.jar processor/cli/target/lockproof.jar",
        "echo %* >> builds\r\ncopy ..\\fresh.jar processor\\cli\\target\\lockproof.jar");
  }

  private record Run(int code, List<String> said) {}

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (WINDOWS) {
      command.addAll(List.of("cmd", "/c"));
    }
    command.add(home.resolve(WINDOWS ? "lockproof.cmd" : "lockproof").toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said.lines().map(String::strip).toList());
  }

  @Test
  void whatIsFreshRunsAtOnce() throws Exception {
    Files.createDirectories(jar.getParent());
    Files.copy(temp.resolve("fresh.jar"), jar);
    Map<String, String> environment = Map.of("LOCKPROOF_JAVA_OPTS", "-Xmx64m -Doption=yes");
    Run run = run(environment, "check", "a b", "x(1)");
    assertThat(run.said()).containsExactly("[check, a b, x(1)] built false yes");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void whatIsMissingIsBuilt() throws Exception {
    Run run = run(Map.of("LOCKPROOF_MVN", makesTheJar()), "a b");
    assertThat(run.said())
        .containsExactly("lockproof: building the command line first", "[a b] built true null");
    assertThat(run.code()).isEqualTo(1);
    assertThat(Files.readAllLines(home.resolve("builds")))
        .singleElement()
        .asString()
        .startsWith("-B -q -pl processor/cli -am package -DskipTests");
  }

  @Test
  void whatCallsItselfStaleIsBuiltOnce() throws Exception {
    whatIsMissingIsBuilt();
    Files.writeString(home.resolve("stale"), "");
    whatIsBuiltAgain();
  }

  private void whatIsBuiltAgain() throws Exception {
    Run run = run(Map.of("LOCKPROOF_MVN", makesTheJar()));
    assertThat(run.said())
        .containsExactly("lockproof: building the command line first", "[] built true null");
    assertThat(run.code()).isZero();
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(2);
  }

  @Test
  void aBuildThatFailsIsShown() throws Exception {
    String maven = maven("echo no network; exit 1", "echo no network\r\nexit /b 1");
    Run run = run(Map.of("LOCKPROOF_MVN", maven), "check");
    assertThat(run.said())
        .hasSize(3)
        .contains("no network", "lockproof: building the command line first");
    assertThat(run.said().get(2)).startsWith("lockproof: the build failed; with an installed");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void withoutJavaItSaysSo() throws Exception {
    Run run = run(Map.of("JAVA_HOME", temp.resolve("nowhere").toString()));
    assertThat(run.said())
        .containsExactly("lockproof: no Java found; install a JDK 17 or later, or set JAVA_HOME");
    assertThat(run.code()).isEqualTo(2);
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    for (Matcher m = Pattern.compile(pattern).matcher(text); m.find(); ) {
      found.add(m.group(1));
    }
    return found;
  }

  @Test
  void bothSayTheSame() throws IOException {
    String sh = Files.readString(ROOT.resolve("lockproof")).replaceAll("\\\\\n +", "");
    String original = Files.readString(ROOT.resolve("lockproof.cmd"));
    String cmd = original.replace('\\', '/');
    for (String same :
        List.of(
            "(processor/cli/target/[\\w.-]+\\.jar)",
            "(processor/cli/target/[\\w.-]+\\.log)",
            "(-B -q -pl \\S+ -am package -DskipTests -Dspotless[\\w.]+=true)",
            "(?i)stale\"?=\"?(\\d+)")) {
      assertThat(all(same, sh)).as(same).hasSize(1).isEqualTo(all(same, cmd));
    }
    assertThat(all("(lockproof\\.(?:home|built)=)", cmd))
        .containsOnly("lockproof.home=", "lockproof.built=");
    for (String message : all("echo \"(lockproof: [^\"$]+)\"", sh)) {
      assertThat(cmd).contains(message.replaceFirst("LOCKPROOF_MVN=.*", ""));
    }
    for (String variable : List.of("LOCKPROOF_MVN", "LOCKPROOF_JAVA_OPTS", "JAVA_HOME")) {
      assertThat(sh).contains(variable);
      assertThat(cmd).contains(variable);
    }
    assertThat(original.replace("\r\n", "")).as("line ends").doesNotContain("\r", "\n");
    assertThat(all("goto (\\w+)", cmd)).isNotEmpty().allMatch(l -> cmd.contains("\n:" + l));
  }
}
