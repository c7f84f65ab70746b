package lockproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code lockproof doctor}: whether the plugin is active in a build, and if not, what to change.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether the javac plugin is active in each module of a Maven or Gradle build.",
      "Build files are read, nothing is run; what a remote parent or a Gradle plugin adds is not",
      "seen: the assertion in lockproof-test is the proof."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Set<String> SKIPPED = Set.of("target", "build", "node_modules", "src");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "The project; here unless said.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new UserError(folder + ": no such folder");
    }
    List<Path> builds = builds();
    if (builds.isEmpty()) {
      throw new UserError(
          folder.toAbsolutePath().normalize()
              + ": neither pom.xml nor build.gradle here; name the project's folder");
    }
    int sick = 0;
    for (Path build : builds) {
      List<Diagnosis> diagnoses =
          build.endsWith("pom.xml")
              ? new MavenDoctor(build).examine()
              : new GradleDoctor(build, folder).examine();
      if (diagnoses.isEmpty()) {
        out.println(build + ": active in compile and test compile, or nothing to compile");
      } else {
        sick++;
        diagnoses.forEach(out::println);
      }
    }
    return sick == 0 ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private List<Path> builds() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(folder, 6, (path, attributes) -> attributes.isRegularFile())) {
      files
          .filter(DoctorCommand::isBuild)
          .filter(
              path -> {
                for (Path part : folder.relativize(path)) {
                  if (SKIPPED.contains(part.toString()) || part.toString().startsWith(".")) {
                    return false;
                  }
                }
                return true;
              })
          .sorted()
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isBuild(Path path) {
    return path.endsWith("pom.xml")
        || path.endsWith("build.gradle")
        || path.endsWith("build.gradle.kts");
  }
}
