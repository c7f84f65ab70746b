package lockproof.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestationTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void sources() {
    Compilation.write(
        folder,
        Map.of(
            "lockproof.properties", "attestation-dir = out\n",
            "src/A.java", "class A {}",
            "src/p/B.java", "package p; class B {}"));
    file = folder.resolve("out/" + Attestation.FILE);
  }

  /** The names in each section; a section begins with a version. */
  private List<String> sections() throws IOException {
    String[] parts = Files.readString(file).split("\n\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      assertThat(parts[i]).startsWith("version=development\nrules=");
      names.add(parts[i + 1].strip().replace('\n', ' '));
    }
    return names;
  }

  @Test
  void smallerCompilationsAddToIt() throws IOException {
    Compilation.of(folder.resolve("src/p"));
    assertThat(sections()).containsExactly("p.B");
    Compilation.of(folder.resolve("src"));
    assertThat(sections()).containsExactly("A p.B");
    Compilation.of(folder.resolve("src/p"));
    assertThat(sections()).containsExactly("A p.B");
  }

  @Test
  void aClassStandsUnderTheSettingsOfItsLastCompilation() throws IOException {
    Compilation.of(folder.resolve("src"));
    Compilation.of(folder.resolve("src/p"), "strict=true");
    assertThat(sections()).containsExactlyInAnyOrder("A", "p.B");
    Compilation.of(folder.resolve("src"), "strict=true");
    assertThat(sections()).containsExactly("A p.B");
  }

  @Test
  void aFolderThatCannotBeIsOneLine() throws IOException {
    Files.writeString(folder.resolve("out"), "a file");
    assertThat(Compilation.of(folder.resolve("src")).lines)
        .singleElement()
        .asString()
        .contains("error: [lockproof:settings] attestation-dir: " + folder.resolve("out"))
        .endsWith("; name another folder");
  }

  @Test
  void compilationsSideBySideLoseNothing() throws Exception {
    List<String> arguments = List.of("attestation-dir=" + folder.resolve("out"));
    Settings settings = new SettingsReader(Set.of()).read(null, arguments);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "p.C" + i;
        running.add(threads.submit(() -> Attestation.write(settings, Set.of(name))));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdown();
    }
    assertThat(sections()).singleElement().asString().matches("(p\\.C\\d+ ?){40}");
  }
}
