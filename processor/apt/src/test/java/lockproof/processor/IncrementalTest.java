package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What incremental builds rely on: what is generated from one type depends on no other file. */
class IncrementalTest {
  private static final Map<String, String> SOURCES =
      new TreeMap<>(
          Map.of(
              "Point", "public record Point(int x, int y) {}",
              "Line", "@lockproof.annotations.SeqLocked public record Line(Point from, int to) {}",
              "Other", "@lockproof.annotations.SeqLocked public record Other(long a) {}",
              "Turn",
                  "@lockproof.annotations.ContextToken"
                      + " public sealed interface Turn permits TurnToken {}",
              "Bank", "@lockproof.annotations.WaitDie public interface Bank {}"));

  @TempDir Path folder;

  /** As Gradle does it: the sources that changed, against the classes of all others. */
  private Map<String, List<String>> compile(String... names) throws IOException {
    Map<String, List<String>> generated = new TreeMap<>();
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(Files.writeString(folder.resolve(name + ".java"), SOURCES.get(name)));
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path sources = Files.createDirectories(folder.resolve("generated"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              manager,
              said,
              List.of(
                  "-d",
                  classes.toString(),
                  "-s",
                  sources.toString(),
                  "-implicit:none",
                  "-classpath",
                  classes + java.io.File.pathSeparator + System.getProperty("java.class.path")),
              null,
              manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(List.of(noting(generated)));
      assertThat(task.call()).as(said.getDiagnostics().toString()).isTrue();
    }
    assertThat(said.getDiagnostics()).noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    return generated;
  }

  /** Our processor, with a filer that notes from what each file is made. */
  private static Processor noting(Map<String, List<String>> generated) {
    LockproofProcessor ours = new LockproofProcessor();
    return proxy(
        Processor.class,
        ours,
        (method, arguments) -> {
          if (method.equals("init")) {
            ProcessingEnvironment real = (ProcessingEnvironment) arguments[0];
            Filer filer =
                proxy(
                    Filer.class,
                    real.getFiler(),
                    (create, given) -> {
                      generated.put(
                          given[0].toString(),
                          Arrays.stream((Element[]) given[1]).map(Object::toString).toList());
                      return given;
                    });
            arguments[0] =
                Proxy.newProxyInstance(
                    IncrementalTest.class.getClassLoader(),
                    new Class<?>[] {ProcessingEnvironment.class},
                    (self, m, given) ->
                        m.getName().equals("getFiler") ? filer : m.invoke(real, given));
          }
          return arguments;
        });
  }

  private interface Change {
    Object[] of(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, T real, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            IncrementalTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return method.invoke(real, change.of(method.getName(), arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void eachGeneratedFileHasOneOrigin() throws IOException {
    assertThat(compile(SOURCES.keySet().toArray(String[]::new)))
        .hasToString("{BankLocks=[Bank], LineSeq=[Line], OtherSeq=[Other], TurnToken=[Turn]}");
  }

  @Test
  void onlyWhatDependsIsMadeAnew() throws IOException {
    compile(SOURCES.keySet().toArray(String[]::new));
    Path generated = folder.resolve("generated");
    Map<String, byte[]> before = new TreeMap<>();
    try (Stream<Path> files = Files.list(generated)) {
      for (Path file : files.toList()) {
        before.put(file.getFileName().toString(), Files.readAllBytes(file));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      }
    }
    assertThat(compile("Other", "Turn")).containsOnlyKeys("OtherSeq", "TurnToken");
    for (Map.Entry<String, byte[]> each : before.entrySet()) {
      Path file = generated.resolve(each.getKey());
      boolean anew = each.getKey().matches("(OtherSeq|TurnToken).java");
      assertThat(Files.getLastModifiedTime(file).toMillis() > 0).as("" + file).isEqualTo(anew);
      assertThat(Files.readAllBytes(file)).isEqualTo(each.getValue());
    }
    assertThat(compile("Line")).containsOnlyKeys("LineSeq");
    assertThat(compile("Bank")).containsOnlyKeys("BankLocks");
  }

  @Test
  void generatedSourcesThatAreGivenAsSourcesAreLeftAlone() throws IOException {
    compile("Other");
    SOURCES.put("OtherSeq", Files.readString(folder.resolve("generated/OtherSeq.java")));
    try {
      assertThat(compile("Other", "OtherSeq")).containsOnlyKeys("OtherSeq");
    } finally {
      SOURCES.remove("OtherSeq");
    }
  }

  @Test
  void buildToolsAreTold() throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(in.readAllBytes()).strip())
          .isEqualTo(LockproofProcessor.class.getName() + ",isolating");
    }
  }
}
