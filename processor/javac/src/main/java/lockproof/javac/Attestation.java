package lockproof.javac;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import lockproof.report.Fingerprints;

/**
 * Leaves word that classes were checked, by which version and under which settings, in the folder
 * that the settings name. The file has a section for each version and settings, and a class stands
 * in that of its last compilation: builds of a few classes, of tests under settings of their own,
 * and of modules side by side add to what others wrote.
 */
final class Attestation {
  static final String FILE = "lockproof.attestation";
  private static final String FIRST = "version=";

  private Attestation() {}

  static void write(Settings settings, Set<String> classes) {
    if (settings.attestationDir().isEmpty() || classes.isEmpty()) {
      return;
    }
    Path folder = settings.attestationDir().get();
    try {
      Files.createDirectories(folder);
      try (FileChannel turn =
          FileChannel.open(
              folder.resolve(FILE + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        await(turn);
        merge(folder, head(settings), classes);
      }
    } catch (IOException e) {
      throw new SettingsException(
          "attestation-dir: " + folder + " cannot be written (" + e + "); name another folder");
    }
  }

  /** Others are other processes, and other compilations in this one; closing gives the turn up. */
  private static void await(FileChannel turn) throws IOException {
    while (true) {
      try {
        turn.lock();
        return;
      } catch (OverlappingFileLockException e) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static void merge(Path folder, String head, Set<String> classes) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, Set<String>> sections = Files.exists(file) ? read(file) : new TreeMap<>();
    sections.values().forEach(names -> names.removeAll(classes));
    sections.values().removeIf(Set::isEmpty);
    sections.computeIfAbsent(head, h -> new TreeSet<>()).addAll(classes);
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (h, names) ->
            text.append(text.isEmpty() ? "" : "\n")
                .append(h)
                .append(String.join("\n", names))
                .append('\n'));
    Path fresh = Files.createTempFile(folder, FILE, null);
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Heads and names take turns, with an empty line after each. */
  private static Map<String, Set<String>> read(Path file) throws IOException {
    Map<String, Set<String>> sections = new TreeMap<>();
    String head = null;
    for (String part : Files.readString(file, StandardCharsets.UTF_8).split("\n\n")) {
      if (part.startsWith(FIRST)) {
        head = part + "\n\n";
      } else if (head != null) {
        part.lines().forEach(sections.computeIfAbsent(head, h -> new TreeSet<>())::add);
      }
    }
    return sections;
  }

  private static String head(Settings settings) {
    String version = Attestation.class.getPackage().getImplementationVersion();
    return FIRST
        + (version == null ? "development" : version)
        + "\nrules="
        + String.join(",", Catalog.ids())
        + "\nsettings="
        + Fingerprints.hash(settings.canonical())
        + "\n\n";
  }
}
