package lockproof.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local Maven repository of its own: links to everything that the outer build has downloaded, and
 * beside them this build's jars. Nothing is ever installed where other projects would find it.
 */
final class Repository {
  static final String VERSION = System.getProperty("lockproof.version", "0.1.0-SNAPSHOT");
  private static final String GROUP = "io/github/lockproof";
  private static Repository only;
  private final Path root;

  private Repository(Path root) throws IOException, URISyntaxException {
    this.root = root;
    Path outer =
        Path.of(
            System.getProperty(
                "lockproof.maven.repository", System.getProperty("user.home") + "/.m2/repository"));
    link(outer, root, "");
    link(outer, root, "io");
    link(outer, root, "io/github");
    pom("lockproof-parent", top().resolve("pom.xml"));
    module("annotations", "annotations", "lockproof.annotations.LockChecked");
    module("runtime", "runtime", "lockproof.lock.SpinLock");
    module("processor/javac", "javac", "lockproof.javac.LockproofPlugin");
    checkers();
    module("processor/apt", "processor", "lockproof.processor.LockproofProcessor");
  }

  /** The checkers for the Checker Framework, which carry the contracts along. */
  private void checkers() throws IOException, URISyntaxException {
    String artifact = "lockproof-checker-framework";
    String pom = Files.readString(top().resolve("processor/checker-framework/pom.xml"));
    String ours = "<groupId>\\$\\{lockproof.groupId}</groupId>";
    String shaded =
        "<dependency>(?:(?!</dependency>).)*" + ours + "(?:(?!</dependency>).)*</dependency>";
    Files.writeString(
        file(artifact, ".pom"),
        Pattern.compile(shaded, Pattern.DOTALL).matcher(pom).replaceAll(""));
    Path code = code("lockproof.checkerframework.LockproofChecker");
    if (!Files.isDirectory(code)) {
      Files.copy(code, file(artifact, ".jar"), StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    // Before it is packaged, it lacks what the jar gets from the plugin.
    Path all = root.resolveSibling("checkers");
    copy(code, all, "");
    Path plugin = code("lockproof.contract.Contracts");
    try (FileSystem jar = Files.isDirectory(plugin) ? null : FileSystems.newFileSystem(plugin)) {
      for (String part : List.of("lockproof/contract", "lockproof/models")) {
        copy(jar == null ? plugin.resolve(part) : jar.getPath(part), all, part);
      }
    }
    zip(all, file(artifact, ".jar"));
  }

  private static void copy(Path from, Path to, String below) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path f : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(below).resolve(from.relativize(f).toString());
        Files.createDirectories(target.getParent());
        Files.copy(f, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void module(String folder, String name, String className)
      throws IOException, URISyntaxException {
    pom("lockproof-" + name, top().resolve(folder).resolve("pom.xml"));
    jar("lockproof-" + name, className);
  }

  /** The repository, made once for all tests. */
  static synchronized Path path() {
    try {
      if (only == null) {
        Path root = Path.of("target/it-work/repository").toAbsolutePath();
        Files.createDirectories(root);
        only = new Repository(root);
      }
      return only.root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folder with the wrapper. */
  static Path top() {
    Path top = Path.of("").toAbsolutePath();
    while (!Files.exists(top.resolve("mvnw"))) {
      top = top.getParent();
    }
    return top;
  }

  /** Puts a jar that a test has made where a project can depend on it. */
  static Path folder(String group, String artifact, String version) throws IOException {
    return Files.createDirectories(
        path().resolve(group.replace('.', '/')).resolve(artifact).resolve(version));
  }

  private static void link(Path outer, Path root, String prefix) throws IOException {
    Path from = outer.resolve(prefix);
    Files.createDirectories(root.resolve(prefix));
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.toList()) {
        String name =
            prefix.isEmpty() ? "" + child.getFileName() : prefix + "/" + child.getFileName();
        Path link = root.resolve(name);
        boolean ours = name.equals("io") || name.equals("io/github") || name.equals(GROUP);
        if (!ours && Files.isDirectory(child) && !Files.exists(link)) {
          Files.createSymbolicLink(link, child);
        }
      }
    }
  }

  private Path file(String artifact, String suffix) throws IOException {
    Path folder = Files.createDirectories(root.resolve(GROUP).resolve(artifact).resolve(VERSION));
    return folder.resolve(artifact + "-" + VERSION + suffix);
  }

  private void pom(String artifact, Path pom) throws IOException {
    Files.copy(pom, file(artifact, ".pom"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void jar(String artifact, String className) throws IOException, URISyntaxException {
    Path code = code(className);
    Path jar = file(artifact, ".jar");
    if (Files.isDirectory(code)) {
      zip(code, jar);
    } else {
      Files.copy(code, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The jar or folder that a class comes from; the class itself is not looked at. */
  private static Path code(String className) throws URISyntaxException {
    String file = className.replace('.', '/') + ".class";
    URL url = Repository.class.getClassLoader().getResource(file);
    if (url == null) {
      throw new IllegalStateException(className);
    }
    String place = url.toString().replaceFirst("^jar:", "").replaceFirst("!?/" + file + "$", "");
    return Path.of(new URI(place));
  }

  /** Makes a jar of a folder. */
  static void zip(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
