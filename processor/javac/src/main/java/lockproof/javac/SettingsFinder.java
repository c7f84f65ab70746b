package lockproof.javac;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the nearest {@code lockproof.properties} above a source file, and remembers each folder. A
 * file in a jar lies where the jar lies.
 */
final class SettingsFinder {
  private final Map<Path, Path> known = new HashMap<>();

  /** The nearest file, or null where there is none or the source is not on a disk. */
  Path above(URI source) {
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
