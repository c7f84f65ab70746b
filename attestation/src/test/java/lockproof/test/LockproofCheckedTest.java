package lockproof.test;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockproofCheckedTest {
  @TempDir Path folder;

  /** A class {@code shop.Store.Shelf} that lies where a build would put it. */
  private Class<?> shelf(Path classes) throws IOException, ReflectiveOperationException {
    Path source = folder.resolve("Store.java");
    Files.writeString(source, "package shop; public class Store { public class Shelf {} }");
    Files.createDirectories(folder.resolve("target/classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.resolve("target/classes") + "", source + "");
    if (code != 0) {
      throw new IOException("does not compile");
    }
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    return Class.forName("shop.Store$Shelf", false, loader);
  }

  private Class<?> shelf() throws IOException, ReflectiveOperationException {
    Files.createDirectories(folder.resolve("target/classes"));
    return shelf(folder.resolve("target/classes"));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void passesWhereTheSettingsNameTheFolder() throws Exception {
    write("lockproof.properties", "attestation-dir = target/lockproof\n");
    write("target/lockproof/lockproof.attestation", "version=1\n\nshop.Store\n");
    Class<?> type = shelf();
    assertThatNoException().isThrownBy(() -> LockproofChecked.assertActive(type));
  }

  @Test
  void passesWhereTheAttestationLiesBesideTheClass() throws Exception {
    write("target/classes/META-INF/lockproof/lockproof.attestation", "version=1\n\nshop.Store\n");
    Class<?> type = shelf();
    assertThatNoException().isThrownBy(() -> LockproofChecked.assertActive(type));
  }

  @Test
  void passesInsideAJar() throws Exception {
    shelf();
    Path jar = folder.resolve("shop.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (String name : new String[] {"shop/Store.class", "shop/Store$Shelf.class"}) {
        zip.putNextEntry(new JarEntry(name));
        Files.copy(folder.resolve("target/classes").resolve(name), zip);
      }
      zip.putNextEntry(new JarEntry("META-INF/lockproof/lockproof.attestation"));
      zip.write("version=1\n\nshop.Store\n".getBytes());
    }
    Class<?> type = shelf(jar);
    assertThatNoException().isThrownBy(() -> LockproofChecked.assertActive(type));
  }

  @Test
  void failsWithTheRemedy() throws Exception {
    Class<?> type = shelf();
    write("lockproof.properties", "strict = true\n");
    assertThatThrownBy(() -> LockproofChecked.assertActive(type))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(
            "lockproof.properties names no attestation-dir; add attestation-dir = target/lockproof");
    write("lockproof.properties", "attestation-dir = target/lockproof\n");
    assertThatThrownBy(() -> LockproofChecked.assertActive(type))
        .hasMessageStartingWith("Lockproof did not run: there is no ")
        .hasMessageEndingWith("; `lockproof doctor` says what keeps it away");
    write("target/lockproof/lockproof.attestation", "version=1\n\nshop.Other\n");
    assertThatThrownBy(() -> LockproofChecked.assertActive(type))
        .hasMessageStartingWith(
            "shop.Store was not checked by Lockproof, though other classes were");
    assertThatThrownBy(() -> LockproofChecked.assertActive(String.class))
        .hasMessageContaining("comes from no jar or folder");
  }
}
