package lockproof.test;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Asserts that classes were checked when they were compiled. A javac plugin is silently absent when
 * a build sets a processor path without it; a test with this one line is not silent.
 *
 * <pre>{@code
 * @Test void checked() { LockproofChecked.assertActive(Account.class); }
 * }</pre>
 *
 * <p>The attestation is looked for in {@code META-INF/lockproof} of the folder or jar that the
 * class comes from, so that it can travel with the classes, and else in the {@code attestation-dir}
 * of the nearest {@code lockproof.properties} above.
 */
public final class LockproofChecked {
  private static final String FILE = "lockproof.attestation";
  private static final String RESOURCE = "META-INF/lockproof/" + FILE;
  private static final String SETTINGS = "lockproof.properties";
  private static final String KEY = "attestation-dir";

  private LockproofChecked() {}

  /**
   * Asserts that the checker ran over this class.
   *
   * @param type any class of the module; nested ones stand for their top-level class
   * @throws AssertionError with what to do, if there is no sign that it ran
   */
  public static void assertActive(Class<?> type) {
    String name = topLevel(type).getName();
    Path classes = location(type);
    String attestation = besides(classes);
    if (attestation == null) {
      attestation = named(classes);
    }
    if (attestation.lines().noneMatch(name::equals)) {
      throw new AssertionError(
          name
              + " was not checked by Lockproof, though other classes were; build it anew, and if"
              + " that does not help, see `lockproof doctor`");
    }
  }

  private static String besides(Path classes) {
    try {
      if (Files.isDirectory(classes)) {
        Path file = classes.resolve(RESOURCE);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
      }
      try (JarFile jar = new JarFile(classes.toFile())) {
        JarEntry entry = jar.getJarEntry(RESOURCE);
        return entry == null
            ? null
            : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot read " + RESOURCE + " of " + classes, e);
    }
  }

  private static String named(Path classes) {
    for (Path folder = classes; folder != null; folder = folder.getParent()) {
      Path settings = folder.resolve(SETTINGS);
      if (Files.isRegularFile(settings)) {
        return read(settings);
      }
    }
    throw new AssertionError(
        "no "
            + SETTINGS
            + " above "
            + classes
            + "; put one into the project's folder, with "
            + KEY
            + " = target/lockproof");
  }

  private static String read(Path settings) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(settings, StandardCharsets.UTF_8)) {
      properties.load(reader);
      String folder = properties.getProperty(KEY);
      if (folder == null) {
        throw new AssertionError(
            settings + " names no " + KEY + "; add " + KEY + " = target/lockproof");
      }
      Path file = settings.toAbsolutePath().getParent().resolve(folder.strip()).resolve(FILE);
      if (!Files.exists(file)) {
        throw new AssertionError(
            "Lockproof did not run: there is no "
                + file
                + "; `lockproof doctor` says what keeps it away");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("cannot read what " + settings + " leads to", e);
    }
  }

  private static Path location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new AssertionError(
          type.getName() + " comes from no jar or folder; name a class of the module under test");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new AssertionError(type.getName() + " lies at " + source.getLocation(), e);
    }
  }

  private static Class<?> topLevel(Class<?> type) {
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    return top;
  }
}
