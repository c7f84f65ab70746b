package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import lockproof.test.LockproofChecked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assertion against attestations that real builds have, or have not, left behind. */
class AttestationTest {
  @TempDir Path folder;

  private static void assertActive(Project project) throws IOException {
    URL classes = project.path("target/classes").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      LockproofChecked.assertActive(Class.forName("shop.Store", false, loader));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Project project() {
    return new Project(folder)
        .file("lockproof.properties", "attestation-dir = target/lockproof\n")
        .source("shop/Store.java", Sources.good("Store"));
  }

  @Test
  void aBuildWithThePluginIsAttested() {
    Project project = project();
    assertThat(project.compile().green()).isTrue();
    assertThatNoException().isThrownBy(() -> assertActive(project));
  }

  @Test
  void aBuildWithoutItIsNot() {
    Project project = project().dependencies(Project.dependency("lockproof-runtime", "compile"));
    assertThat(project.compile().green()).isTrue();
    assertThatThrownBy(() -> assertActive(project))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Lockproof did not run");
  }
}
