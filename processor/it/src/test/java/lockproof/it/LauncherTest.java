package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two launchers do the same, as far as their texts tell; one of them can be run anywhere. */
class LauncherTest {
  private static final Path ROOT = Repository.top();

  private static String read(String name) throws IOException {
    return Files.readString(ROOT.resolve(name)).replace('\\', '/');
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
    String sh = read("lockproof");
    String cmd = read("lockproof.cmd");
    assertThat(all("/(processor/cli/target/[\\w.]+\\.jar)", sh)).hasSize(1);
    assertThat(all("%HOME_DIR%(processor/cli/target/[\\w.]+\\.jar)", cmd))
        .isEqualTo(all("/(processor/cli/target/[\\w.]+\\.jar)", sh));
    List<String> watched =
        all("\"[$]home/([\\w./]+)\"", sh.substring(sh.indexOf("stale()"), sh.indexOf("-name")));
    assertThat(watched).hasSizeGreaterThan(4).allSatisfy(w -> assertThat(ROOT.resolve(w)).exists());
    assertThat(all("'%HOME_DIR%([\\w./]+)'", cmd)).isEqualTo(watched);
    String build = "(-B -q -pl \\S+ -am package -DskipTests(?: /)?\\s+-Dspotless[\\w.]+=true)";
    assertThat(all(build, cmd)).hasSize(1);
    assertThat(all(build, sh).get(0).replaceAll(" /?\\s+", " ")).isEqualTo(all(build, cmd).get(0));
    for (String message : all("echo \"(lockproof: [^\"$]+)\"", sh)) {
      assertThat(cmd).contains(message.replaceFirst("LOCKPROOF_MVN=.*", ""));
    }
    for (String variable : List.of("LOCKPROOF_MVN", "LOCKPROOF_JAVA_OPTS", "JAVA_HOME")) {
      assertThat(sh).contains(variable);
      assertThat(cmd).contains(variable);
    }
  }

  @Test
  void withoutJavaItSaysSo() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", ROOT.resolve("lockproof").toString());
    builder.environment().put("JAVA_HOME", ROOT.resolve("nowhere").toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said)
        .isEqualTo("lockproof: no Java found; install a JDK 17 or later, or set JAVA_HOME\n");
  }
}
