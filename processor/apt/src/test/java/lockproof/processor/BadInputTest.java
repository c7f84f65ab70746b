package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Marks that cannot be followed: one message at the right place, the same from either compiler, and
 * no file. Each case marks the line where the message belongs.
 */
class BadInputTest {
  private static final String HERE = "/*!*/";

  @TempDir Path folder;

  static Stream<Arguments> cases() {
    return Stream.of(
        of(
            "`Plain` is not a record",
            """
            class A {
              /*!*/ @SeqLocked
              static class Plain {}
            }
            """),
        of(
            "`Kind` is not a record",
            """
            class A {
              /*!*/ @SeqLocked
              enum Kind { ONE }
            }
            """),
        of(
            "`Empty` has no components to hold",
            """
            class A {
              record Empty() { }
            }
            class B {
              /*!*/ @SeqLocked record Empty() { static int made; }
            }
            """),
        of(
            "the array `bytes` would be shared, what it contains is not held",
            """
            class A {
              @SeqLocked
              /*!*/ record Packet(byte[] bytes) { static int made; }
            }
            """),
        of(
            "the array `bytes` would be shared, what it contains is not held",
            """
            class A {
              record Inner(byte[] bytes) {}
              @SeqLocked
              /*!*/ record Packet(int length, Inner inner) { static int made; }
            }
            """),
        of(
            "the generated class would be called `TakenSeq`, and there is such a class already",
            """
            class TakenSeq {}
            class A {
              /*!*/ @SeqLocked record Taken(int x) { static int made; }
            }
            """),
        of(
            "`Hidden` is private, so that its holder could not name it",
            """
            class A {
              /*!*/ @SeqLocked private record Hidden(int x) { static int made; }
            }
            """),
        of(
            "`Deep` is private, so that its holder could not name it",
            """
            class A {
              private static class B {
                /*!*/ @SeqLocked record Deep(int x) { static int made; }
              }
            }
            """),
        of(
            "`Secret` is private, so that the holder could not name it",
            """
            class A {
              private interface Secret {}
              @SeqLocked
              /*!*/ record Open(java.util.List<? super Secret[]> secrets) { static int made; }
            }
            """),
        of(
            "the type of `leg` is not known, nothing is generated",
            """
            class A {
              @SeqLocked
              /*!*/ record Route(Leg leg) { static int made; }
            }
            """),
        of(
            "the type of `legs` is not known, nothing is generated",
            """
            class A {
              @SeqLocked
              /*!*/ record Route(java.util.List<? extends Leg> legs) { static int made; }
            }
            """),
        of(
            "`Hidden` is private, so that its token class could not name it",
            """
            class A {
              /*!*/ @ContextToken
              private sealed interface Hidden permits HiddenToken {}
            }
            """),
        of(
            "a context with type parameters has no single token class",
            """
            class A {
              @ContextToken
              /*!*/ sealed interface Many<T> permits ManyToken {}
            }
            """),
        of(
            "the generated token cannot implement `id`",
            """
            class A {
              @ContextToken
              sealed interface Busy permits BusyToken {
                /*!*/ int id();
              }
            }
            """),
        of(
            "a supertype of `Late` is not known, nothing is generated",
            """
            class A {
              @ContextToken
              /*!*/ sealed interface Late extends Missing permits LateToken {}
            }
            """),
        of(
            "`Hidden` is private, so that generated code could not name it",
            """
            class A {
              /*!*/ @WaitDie
              private interface Hidden {}
            }
            """),
        of(
            "`Many` has type parameters, and would name many classes",
            """
            class A {
              /*!*/ @WaitDie
              interface Many<T> {}
            }
            """),
        of(
            "the generated class would be called `TakenLocks`, and there is such a class already",
            """
            class TakenLocks {}
            class A {
              /*!*/ @WoundWait
              interface Taken {}
            }
            """));
  }

  private static Arguments of(String message, String code) {
    return Arguments.of(message, code);
  }

  private List<String> said(JavaCompiler compiler, String code, Path out) throws IOException {
    Files.createDirectories(out);
    Path source = folder.resolve("app/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "package app;\nimport lockproof.annotations.*;\n" + code);
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(out));
      String classPath = System.getProperty("java.class.path");
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              Writer.nullWriter(),
              files,
              said,
              List.of("--release", "17", "-classpath", classPath),
              null,
              files.getJavaFileObjects(source));
      task.setProcessors(List.of(new LockproofProcessor()));
      assertThat(task.call()).as("compiles").isFalse();
    }
    return said.getDiagnostics().stream()
        .filter(d -> d.getMessage(Locale.ROOT).contains("[lockproof:mark-invalid]"))
        .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT).lines().findFirst().get())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefusedAtItsPlaceByBothCompilers(String message, String code) throws IOException {
    long line = 3 + code.substring(0, code.indexOf(HERE)).chars().filter(c -> c == '\n').count();
    for (JavaCompiler compiler :
        List.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler())) {
      Path out = folder.resolve(compiler.getClass().getSimpleName());
      String where = compiler.getClass().getSimpleName();
      assertThat(said(compiler, code, out))
          .as(where)
          .singleElement()
          .asString()
          .startsWith(line + ": [lockproof:mark-invalid] @")
          .endsWith(": " + message);
      try (Stream<Path> files = Files.walk(out)) {
        assertThat(files.filter(f -> f.toString().endsWith(".java"))).as(where).isEmpty();
      }
    }
  }
}
