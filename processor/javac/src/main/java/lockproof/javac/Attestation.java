package lockproof.javac;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import lockproof.report.Fingerprints;

/**
 * Leaves word that classes were checked, by which version and under which settings, in the folder
 * that the settings name. Compilations of a few classes add to what a full one wrote.
 */
final class Attestation {
  static final String FILE = "lockproof.attestation";

  private Attestation() {}

  static void write(Settings settings, Set<String> classes) {
    if (settings.attestationDir().isEmpty() || classes.isEmpty()) {
      return;
    }
    Path folder = settings.attestationDir().get();
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(FILE);
      String head = head(settings);
      Set<String> all = new TreeSet<>(classes);
      if (Files.exists(file)) {
        String before = Files.readString(file, StandardCharsets.UTF_8);
        if (before.startsWith(head)) {
          before.substring(head.length()).lines().forEach(all::add);
        }
      }
      Path fresh = Files.createTempFile(folder, FILE, null);
      Files.writeString(fresh, head + String.join("\n", all) + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the attestation to " + folder, e);
    }
  }

  private static String head(Settings settings) {
    String version = Attestation.class.getPackage().getImplementationVersion();
    return "version="
        + (version == null ? "development" : version)
        + "\nrules="
        + String.join(",", Catalog.ids())
        + "\nsettings="
        + Fingerprints.hash(settings.canonical())
        + "\n\n";
  }
}
