package lockproof.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Compilations with the processor, in memory, as strict as javac can be. */
final class Build {
  private Build() {}

  static JavaFileObject source(String type, String text) {
    return JavaFileObjects.forSourceString(
        type,
        "package "
            + type.substring(0, type.lastIndexOf('.'))
            + ";\n"
            + "import lockproof.annotations.*;\n"
            + text);
  }

  static Compilation of(JavaFileObject... sources) {
    return with(List.of(), sources);
  }

  static Compilation with(List<Processor> others, JavaFileObject... sources) {
    List<Processor> all = new ArrayList<>(others);
    all.add(new LockproofProcessor());
    all.add(new ClaimsOther());
    return javac()
        .withProcessors(all)
        .withOptions("-Xlint:all", "-Xdoclint:all,-missing", "-Werror")
        .compile(sources);
  }

  /** Runs {@code app.Main.run()} of a compilation that must have succeeded. */
  static Object run(Compilation compilation) {
    assertThat(messages(compilation)).isEmpty();
    try {
      return new Loader(compilation).loadClass("app.Main").getDeclaredMethod("run").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Errors and warnings: line and first line of the message. */
  static List<String> messages(Compilation compilation) {
    return compilation.diagnostics().stream()
        .filter(d -> !d.getKind().equals(Diagnostic.Kind.NOTE))
        .map(d -> d.getLineNumber() + ": " + d.getMessage(null).lines().findFirst().orElse(""))
        .collect(Collectors.toList());
  }

  static String generated(Compilation compilation, String name) {
    return compilation
        .generatedFile(StandardLocation.SOURCE_OUTPUT, "app", name + ".java")
        .map(Build::text)
        .orElseThrow(() -> new AssertionError(name + ": " + messages(compilation)));
  }

  /** The golden text; written anew where {@code -Dlockproof.update=true} says so. */
  static String golden(String name, String actual) throws IOException {
    Path file = Path.of("src/test/resources/golden", name + ".txt");
    if (Boolean.getBoolean("lockproof.update")) {
      Files.writeString(file, actual);
    }
    return Files.readString(file);
  }

  private static String text(JavaFileObject file) {
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Annotations that are nobody's business, of which javac would warn. */
  private static final class ClaimsOther extends AbstractProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("org.jspecify.annotations.*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return true;
    }
  }

  private static final class Loader extends ClassLoader {
    private final Compilation compilation;

    Loader(Compilation compilation) {
      super(Build.class.getClassLoader());
      this.compilation = compilation;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileManager.Location out = StandardLocation.CLASS_OUTPUT;
      JavaFileObject file =
          compilation
              .generatedFile(out, name.replace('.', '/') + ".class")
              .orElseThrow(() -> new ClassNotFoundException(name));
      try (InputStream in = file.openInputStream()) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
