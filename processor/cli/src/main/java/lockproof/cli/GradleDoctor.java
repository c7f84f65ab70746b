package lockproof.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Gradle build file line by line; Gradle finds plugins on its processor path alone. */
final class GradleDoctor {
  private static final Pattern DEPENDENCY =
      Pattern.compile("^\\s*\"?(\\w+)\"?[\\s(].*lockproof-(?:javac|processor)\\b");
  private final Path file;

  GradleDoctor(Path file) {
    this.file = file;
  }

  List<Diagnosis> examine() {
    List<Diagnosis> diagnoses = new ArrayList<>();
    boolean main = false;
    boolean test = false;
    int dependencies = 1;
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = DEPENDENCY.matcher(lines.get(i).replaceFirst("//.*", ""));
      if (lines.get(i).strip().startsWith("dependencies")) {
        dependencies = i + 1;
      }
      if (matcher.find()) {
        String configuration = matcher.group(1);
        switch (configuration) {
          case "annotationProcessor" -> main = true;
          case "testAnnotationProcessor" -> test = true;
          default ->
              diagnoses.add(
                  new Diagnosis(
                      file,
                      i + 1,
                      "absent",
                      configuration + ": Gradle gives javac plugins from its processor path alone",
                      "write annotationProcessor, and testAnnotationProcessor for tests"));
        }
      }
    }
    if (!main && !test && diagnoses.isEmpty()) {
      diagnoses.add(
          new Diagnosis(
              file,
              dependencies,
              "absent",
              "lockproof-javac is no dependency here",
              "add it as annotationProcessor and testAnnotationProcessor"));
    } else if (main && !test) {
      diagnoses.add(
          new Diagnosis(
              file,
              dependencies,
              "main only",
              "test sources are not checked",
              "add it as testAnnotationProcessor too, if they should be"));
    } else if (test && !main) {
      diagnoses.add(
          new Diagnosis(
              file,
              dependencies,
              "test only",
              "main sources are not checked",
              "add it as annotationProcessor too"));
    }
    return diagnoses;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read; check its permissions and that it is UTF-8");
    }
  }
}
