package lockproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Gradle build file, and those above it as far as they speak for their subprojects. Gradle
 * finds plugins on its processor path alone.
 */
final class GradleDoctor {
  /** {@code annotationProcessor("g:lockproof-javac:1")} and the other ways to write it. */
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "(?m)(?:^|[{;])\\s*(?:add\\s*\\(\\s*)?[\"']?(\\w+)[\"']?(?:[ \\t]*[(,]\\s*|[ \\t]+)"
              + "(?:\\$\\{|[^\\n{;])*?\\blockproof[-.](?:javac|processor)\\b");

  private static final Pattern COMMENT = Pattern.compile("(?<!:)//.*|(?s:/\\*.*?\\*/)");
  private static final Pattern SHARED = Pattern.compile("\\b(?:subprojects|allprojects)\\s*\\{");
  private static final Pattern BY_HAND =
      Pattern.compile("[\"']--?processor-?path[\"'=]|[\"']--processor-module-path");
  private static final String MAIN = "annotationProcessor";
  private static final String TEST = "testAnnotationProcessor";

  private final Path file;
  private final Path top;
  private final List<Diagnosis> diagnoses = new ArrayList<>();
  private boolean main;
  private boolean test;

  /**
   * A look at one build file.
   *
   * @param top the folder above which nothing is looked at
   */
  GradleDoctor(Path file, Path top) {
    this.file = file;
    this.top = top.toAbsolutePath().normalize();
  }

  List<Diagnosis> examine() {
    if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("src"))) {
      return List.of();
    }
    inherit();
    String text = code(file);
    dependencies(text);
    Matcher byHand = BY_HAND.matcher(text);
    if (byHand.find()) {
      add(
          line(text, byHand.start()),
          "absent",
          "javac is given a processor path by hand: it looks for plugins there alone",
          "use the annotationProcessor configuration, with lockproof-javac in it");
    }
    Matcher block = Pattern.compile("(?m)^\\s*dependencies\\b").matcher(text);
    complain(block.find() ? line(text, block.end()) : 1);
    return diagnoses;
  }

  /** What builds further up say for all of their subprojects. */
  private void inherit() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    while (!folder.equals(top) && folder.getParent() != null) {
      folder = folder.getParent();
      for (String name : List.of("build.gradle", "build.gradle.kts")) {
        Path above = folder.resolve(name);
        if (Files.isRegularFile(above)) {
          String text = code(above);
          for (Matcher shared = SHARED.matcher(text); shared.find(); ) {
            note(text.substring(shared.end(), closing(text, shared.end())));
          }
        }
      }
    }
  }

  private void note(String text) {
    for (Matcher found = DEPENDENCY.matcher(text); found.find(); ) {
      main |= found.group(1).equals(MAIN);
      test |= found.group(1).equals(TEST);
    }
  }

  private void dependencies(String text) {
    note(text);
    for (Matcher found = DEPENDENCY.matcher(text); found.find(); ) {
      String configuration = found.group(1);
      if (!configuration.equals(MAIN) && !configuration.equals(TEST)) {
        add(
            line(text, found.start(1)),
            "absent",
            configuration + ": Gradle gives javac plugins from its processor path alone",
            "write annotationProcessor, and testAnnotationProcessor for tests");
      }
    }
  }

  private void complain(int line) {
    if (!main && !test && diagnoses.isEmpty()) {
      add(
          line,
          "absent",
          "lockproof-javac is no dependency here",
          "add it as annotationProcessor and testAnnotationProcessor");
    } else if (main && !test) {
      add(
          line,
          "main only",
          "test sources are not checked",
          "add it as testAnnotationProcessor too, if they should be");
    } else if (test && !main) {
      add(line, "test only", "main sources are not checked", "add it as annotationProcessor too");
    }
  }

  private void add(int line, String state, String finding, String remedy) {
    diagnoses.add(new Diagnosis(file, line, state, finding, remedy));
  }

  /** The text with nothing in place of comments, lines kept. */
  private static String code(Path file) {
    return COMMENT
        .matcher(String.join("\n", Lines.of(file)))
        .replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
  }

  private static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private static int closing(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
