package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one file in process, with the plugin found on the class path. */
final class Snippets {
  private static final String MARK = "[lockproof:";

  private Snippets() {}

  /** What the checker says about a file that javac itself has nothing against. */
  static List<String> compile(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> all = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            file.getParent().toString(),
            "-proc:none");
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      compiler.getTask(null, manager, all, options, null, manager.getJavaFileObjects(file)).call();
    }
    List<String> said = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : all.getDiagnostics()) {
      String text = each.getMessage(Locale.ROOT);
      boolean ours = text.contains(MARK);
      boolean error = each.getKind() == Diagnostic.Kind.ERROR;
      if (ours) {
        said.add(
            "%s:%d: %s: %s"
                .formatted(
                    file.getFileName(),
                    each.getLineNumber(),
                    error ? "error" : "warning",
                    text.substring(text.indexOf(MARK))));
      } else if (error) {
        foreign.add(each.toString());
      }
    }
    assertThat(foreign).isEmpty();
    return said;
  }

  /** One after the other, each ended. */
  static String lines(List<String> texts) {
    return texts.isEmpty() ? "" : String.join("\n", texts) + "\n";
  }
}
