package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up for Maven that the page about the Checker Framework gives, in a project. */
class CheckerFrameworkBuildTest {
  private static final String TORN =
      """
      package quay;

      import java.util.concurrent.locks.StampedLock;

      class Crane {
        private final StampedLock lock = new StampedLock();
        private int load;

        void lift(int by) {
          long stamp = lock.writeLock();
          load += by;
          lock.unlockWrite(stamp);
        }

        int load() {
          long stamp = lock.tryOptimisticRead();
          int seen = load;
          return lock.validate(stamp) ? -1 : seen;
        }
      }
      """;

  private static String hold(String body) {
    return """
        package quay;

        import lockproof.lock.SpinGuard;
        import lockproof.lock.SpinLock;

        class Hold {
          private final SpinLock<int[]> lock = new SpinLock<>(new int[1]);

          void fill(int by) {
            %s
          }
        }
        """
        .formatted(body);
  }

  private static List<String> blocks() throws IOException {
    String page = Files.readString(Repository.top().resolve("docs/checker-framework.md"));
    return Pattern.compile("^```xml\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .map(b -> b.substring(b.indexOf('\n'), b.lastIndexOf("```")))
        .map(b -> b.replace("0.1.0-SNAPSHOT", Repository.VERSION))
        .toList();
  }

  private static void rejects(Project project, String what) {
    Project.Build build = project.compile();
    assertThat(build.lines()).anyMatch(line -> line.contains(what));
    assertThat(build.green()).isFalse();
  }

  @Test
  void theSetUpOfThePageRejectsAndAccepts(@TempDir Path folder) throws IOException {
    assertThat(blocks()).hasSize(2);
    String plugin = blocks().get(0);
    String configuration = "<configuration>";
    Project project =
        new Project(folder)
            .compiler(
                plugin.substring(
                    plugin.indexOf(configuration) + configuration.length(),
                    plugin.lastIndexOf("</configuration>")))
            .dependencies(blocks().get(1) + Project.dependency("lockproof-runtime", "compile"));
    String leaks = hold("SpinGuard<int[]> guard = lock.lock(); guard.get()[0] += by;");
    String closes = hold("try (SpinGuard<int[]> guard = lock.lock()) { guard.get()[0] += by; }");
    project.source("quay/Crane.java", TORN);
    project.source("quay/Hold.java", closes);
    rejects(project, "Crane.java:[18,32] error: [optimistic-failed]");
    project.source("quay/Crane.java", TORN.replace("? -1 : seen", "? seen : -1"));
    project.source("quay/Hold.java", leaks);
    rejects(project, "Hold.java:[10,21] error: [required.method.not.called]");
    project.source("quay/Hold.java", closes);
    Project.Build build = project.compile();
    assertThat(build.green()).as(String.join("\n", build.lines())).isTrue();
  }
}
