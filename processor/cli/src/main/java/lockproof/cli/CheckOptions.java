package lockproof.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockproof.annotations.LockChecked;
import lockproof.lock.SpinLock;

/**
 * What javac is told.
 *
 * @param classPath where the sources' libraries are
 * @param javacOptions for every batch
 * @param settings {@code key=value} each
 * @param withoutBaseline whether tolerated reports are wanted too
 * @param map whether a map of the locks is wanted
 */
record CheckOptions(
    List<Path> classPath,
    List<String> javacOptions,
    List<String> settings,
    boolean withoutBaseline,
    boolean map) {

  static CheckOptions of(
      List<Path> classPath,
      String release,
      List<String> settings,
      boolean withoutBaseline,
      boolean map) {
    List<String> javac =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-implicit:none",
                "-Xprefer:source",
                "-nowarn",
                "-Xmaxerrs",
                "1000000",
                // Fills in the trees of classes with errors too, so that the rest of them is
                // checked.
                "-XDshould-stop.ifError=FLOW"));
    if (release != null) {
      javac.add("--release");
      javac.add(release);
    }
    List<Path> all = new ArrayList<>(classPath);
    all.addAll(own());
    return new CheckOptions(
        List.copyOf(all), List.copyOf(javac), List.copyOf(settings), withoutBaseline, map);
  }

  /** This program's own jar, which brings the annotations and the runtime along. */
  private static Set<Path> own() {
    Set<Path> own = new LinkedHashSet<>();
    for (Class<?> each : List.of(Main.class, LockChecked.class, SpinLock.class)) {
      try {
        own.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new UserError("cannot find this program's own jar: " + e.getInput());
      }
    }
    return own;
  }
}
