package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample that has a main method does what it says. */
class SamplesRunTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  @TempDir private Path classes;

  static Stream<Path> programs() throws IOException {
    List<Path> programs = new ArrayList<>();
    for (String folder : List.of("04_sequence_locks", "05_interrupt_handler")) {
      for (Path file : sources(SAMPLES.resolve(folder))) {
        if (Files.readString(file).contains("void main(String[] args)")) {
          programs.add(file);
        }
      }
    }
    assertThat(programs).hasSizeGreaterThanOrEqualTo(10);
    return programs.stream();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programs(Path program) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    sources(program.getParent()).forEach(file -> arguments.add(file.toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    String name = program.getFileName().toString().replace(".java", "");
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      var main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    }
  }
}
