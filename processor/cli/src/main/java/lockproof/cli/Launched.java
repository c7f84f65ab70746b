package lockproof.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * The jar as the launchers start it, from a checkout: they build it anew when it is older than its
 * sources, and only here is it known which those are.
 */
final class Launched {
  /** Tells the launcher to build, and then to start again. */
  static final int STALE = 75;

  private static final List<String> SOURCES =
      List.of(
          "pom.xml", "annotations", "runtime", "processor/javac", "processor/cli", "docs/rules");
  private final Path home;
  private final Path jar;

  Launched(Path home, Path jar) {
    this.home = home;
    this.jar = jar;
  }

  /**
   * Whether the jar must be built anew.
   *
   * @param built whether it has just been: then it is fresh, though the build may have found
   *     nothing to change in it
   */
  boolean stale(boolean built) throws IOException {
    if (built) {
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
      return false;
    }
    FileTime made = Files.getLastModifiedTime(jar);
    for (String source : SOURCES) {
      if (changed(home.resolve(source), made)) {
        return true;
      }
    }
    return false;
  }

  private boolean changed(Path root, FileTime since) throws IOException {
    boolean[] found = {false};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean beside = folder.endsWith("target") || folder.endsWith("src/test");
            return beside ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found[0] = attributes.lastModifiedTime().compareTo(since) > 0;
            return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone or closed to us: it cannot be built either
          }
        });
    return found[0];
  }
}
