package lockproof.javac;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;

/**
 * Finds the nearest {@code lockproof.properties} above a source file, and remembers each folder. A
 * file in a jar lies where the jar lies.
 */
final class SettingsFinder {
  private final Map<Path, Path> known = new HashMap<>();
  private final Map<Folder, Path> folders = new HashMap<>();

  /**
   * A folder as the kind of file names it in full: to ask for a URI looks at the disk each time.
   */
  private record Folder(Class<?> kind, String name) {}

  /** The nearest file, or null where there is none or the source is not on a disk. */
  Path above(FileObject source) {
    String name = source.getName();
    if (!new File(name).isAbsolute()) {
      return above(source.toUri());
    }
    int end = Math.max(name.lastIndexOf('/'), name.lastIndexOf(File.separatorChar));
    Folder folder = new Folder(source.getClass(), name.substring(0, end + 1));
    if (!folders.containsKey(folder)) {
      folders.put(folder, above(source.toUri()));
    }
    return folders.get(folder);
  }

  private Path above(URI source) {
    URI file = source;
    if (file != null && "jar".equals(file.getScheme())) {
      file = URI.create(file.getRawSchemeSpecificPart().replaceFirst("!/.*", ""));
    }
    if (file == null || !"file".equals(file.getScheme())) {
      return null;
    }
    try {
      return find(Path.of(file).toAbsolutePath().normalize().getParent());
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  private Path find(Path folder) {
    if (folder == null) {
      return null;
    }
    if (known.containsKey(folder)) {
      return known.get(folder);
    }
    Path here = folder.resolve(SettingsReader.FILE);
    Path found = Files.isRegularFile(here) ? here : find(folder.getParent());
    known.put(folder, found);
    return found;
  }
}
