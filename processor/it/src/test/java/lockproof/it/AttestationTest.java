package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import lockproof.annotations.LockChecked;
import lockproof.lock.SpinLock;
import lockproof.test.LockproofChecked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assertion against attestations that real builds have, or have not, left behind. */
class AttestationTest {
  @TempDir Path folder;

  private static final String RUNTIME = Project.dependency("lockproof-runtime", "compile");

  private static void assertActive(Path classes, String name) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      LockproofChecked.assertActive(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertActive(Project project) throws IOException {
    assertActive(project.path("target/classes"), "shop.Store");
  }

  /** The same of a class in a named module. */
  private static void assertActiveAsModule(Path classes) {
    ModuleLayer boot = ModuleLayer.boot();
    ModuleFinder runtime =
        ModuleFinder.of(
            Path.of(SpinLock.class.getProtectionDomain().getCodeSource().getLocation().getPath()),
            Path.of(
                LockChecked.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
    Configuration graph =
        boot.configuration().resolve(ModuleFinder.of(classes), runtime, Set.of("shop"));
    ModuleLayer layer = boot.defineModulesWithOneLoader(graph, null);
    try {
      Class<?> store = layer.findLoader("shop").loadClass("shop.Store");
      assertThat(store.getModule().isNamed()).isTrue();
      LockproofChecked.assertActive(store);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Project project() {
    return new Project(folder)
        .file("lockproof.properties", "attestation-dir = target/lockproof\n")
        .source("shop/Store.java", Sources.good("Store"));
  }

  private static void green(Project.Build build) {
    assertThat(build.green()).as(String.join("\n", build.lines())).isTrue();
  }

  @Test
  void aBuildWithThePluginIsAttested() {
    Project project = project();
    green(project.compile());
    assertThatNoException().isThrownBy(() -> assertActive(project));
  }

  @Test
  void aBuildWithoutItIsNot() {
    Project project = project().dependencies(RUNTIME);
    green(project.compile());
    assertThatThrownBy(() -> assertActive(project))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Lockproof did not run");
  }

  /** Tests are a compilation of their own, and later builds compile what has changed alone. */
  @Test
  void incrementalBuildsAddToIt() throws IOException {
    Project project =
        project().compiler("<useIncrementalCompilation>false</useIncrementalCompilation>");
    project.file("src/test/java/shop/ShelfTest.java", Sources.good("ShelfTest"));
    green(project.run("test-compile"));
    project.source("shop/Zone.java", Sources.good("Zone"));
    Project.Build second = project.run("test-compile");
    green(second);
    assertThat(second.lines()).anyMatch(line -> line.contains("Compiling 1 source file"));
    assertActive(project.path("target/classes"), "shop.Store");
    assertActive(project.path("target/classes"), "shop.Zone");
    assertActive(project.path("target/test-classes"), "shop.ShelfTest");
    project.source("shop/Late.java", Sources.good("Late")).dependencies(RUNTIME);
    green(project.compile());
    assertThatThrownBy(() -> assertActive(project.path("target/classes"), "shop.Late"))
        .hasMessageStartingWith("shop.Late was not checked by Lockproof, though other classes");
  }

  @Test
  void aModuleIsAttested() {
    Project project =
        project().source("module-info.java", "module shop {\n  requires lockproof.runtime;\n}\n");
    green(project.compile());
    assertThatNoException().isThrownBy(() -> assertActiveAsModule(project.path("target/classes")));
  }

  /** Where the module that is compiled requires it, the plugin is on the module path alone. */
  @Test
  void aPluginOnTheModulePathAloneIsSilentlyAbsent() {
    Project project =
        project()
            .source(
                "module-info.java",
                "module shop {\n  requires lockproof.runtime;\n  requires static lockproof.javac;\n}\n");
    green(project.compile());
    assertThatThrownBy(() -> assertActiveAsModule(project.path("target/classes")))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Lockproof did not run");
  }

  /** What lies among the classes goes where they go. */
  @Test
  void itTravelsInTheJar() throws IOException {
    Project project =
        project()
            .file("lockproof.properties", "attestation-dir = target/classes/META-INF/lockproof");
    green(project.compile());
    Path jar = folder.resolve("elsewhere.jar");
    Repository.zip(project.path("target/classes"), jar);
    Files.delete(project.path("lockproof.properties"));
    assertActive(jar, "shop.Store");
    assertActive(project);
  }
}
