package lockproof.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** Reads a class path as javac does, and says which entry is of no use. */
final class ClassPath {
  private ClassPath() {}

  /** The entries; null gives none, and an entry that ends in a star all jars of its folder. */
  static List<Path> read(String text) {
    List<Path> entries = new ArrayList<>();
    if (text != null) {
      for (String entry : text.split(File.pathSeparator)) {
        if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
          entries.addAll(jars(entry));
        } else if (!entry.isBlank()) {
          entries.add(entry(entry));
        }
      }
    }
    return entries;
  }

  private static Path entry(String entry) {
    try {
      Path path = Path.of(entry);
      if (Files.isReadable(path)) {
        return usable(path);
      }
    } catch (InvalidPathException e) {
      // The same line says it.
    }
    throw bad(entry, "no such file or folder");
  }

  private static List<Path> jars(String entry) {
    Path folder = entry(entry.length() == 1 ? "." : entry.substring(0, entry.length() - 2));
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
      found.forEach(jar -> jars.add(usable(jar)));
    } catch (IOException e) {
      throw bad(entry, "no folder that can be listed");
    }
    jars.sort(null);
    return jars;
  }

  /** On a file that is no jar, javac itself would fail, and not say why. */
  private static Path usable(Path path) {
    if (!Files.isDirectory(path)) {
      try {
        new ZipFile(path.toFile()).close();
      } catch (IOException e) {
        throw bad(path.toString(), "not a readable jar");
      }
    }
    return path;
  }

  private static UserError bad(String entry, String why) {
    return new UserError("--classpath: " + entry + ": " + why);
  }
}
