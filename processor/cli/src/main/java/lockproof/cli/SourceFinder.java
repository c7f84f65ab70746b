package lockproof.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Collects the Java files below what the user named; each file once. */
final class SourceFinder implements AutoCloseable {
  private final Set<Path> seen = new HashSet<>();
  private final List<SourceFile> files = new ArrayList<>();
  private final Consumer<String> complaints;
  private final List<FileSystem> jars = new ArrayList<>();
  private boolean complained;

  /** Lines about what cannot be read go to {@code complaints}. */
  SourceFinder(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  List<SourceFile> find(List<Path> paths) {
    for (Path path : paths) {
      if (path.toString().isEmpty()) {
        complain("a path is empty; give a file or folder");
      } else if (Files.isDirectory(path)) {
        int before = seen.size();
        walk(path);
        if (seen.size() == before) {
          complain(path + ": no Java file in this folder");
        }
      } else if (!Files.exists(path)) {
        complain(path + ": no such file or folder");
      } else if (path.toString().endsWith(".jar") || path.toString().endsWith(".zip")) {
        jar(path);
      } else if (!isJava(path) || !Files.isRegularFile(path)) {
        complain(path + ": neither a .java file, nor a folder, nor a jar of sources");
      } else {
        add(path);
      }
    }
    files.sort(Comparator.comparing(file -> file.path().toString()));
    return files;
  }

  private void jar(Path path) {
    try {
      FileSystem jar = FileSystems.newFileSystem(path);
      jars.add(jar);
      int before = files.size();
      jar.getRootDirectories().forEach(this::walk);
      if (files.size() == before) {
        complain(path + ": no Java file in this jar; give the jar of sources");
      }
    } catch (IOException | RuntimeException e) {
      complain(path + ": not a readable jar");
    }
  }

  @Override
  public void close() {
    for (FileSystem jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        complain(jar + ": " + e.getMessage());
      }
    }
  }

  private void walk(Path root) {
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
              boolean hidden = name.length() > 2 && name.startsWith(".") && !folder.equals(root);
              return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isJava(file) && attributes.isRegularFile()) {
                add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof FileSystemLoopException)) {
                complain(file + ": cannot be read; check its permissions");
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      complain(root + ": cannot be listed; check its permissions");
    }
  }

  private void add(Path file) {
    try {
      if (seen.add(file.toRealPath())) {
        files.add(SourceFile.read(file));
      }
    } catch (IOException e) {
      complain(file + ": cannot be read; check its permissions");
    }
  }

  private void complain(String line) {
    complained = true;
    complaints.accept(line);
  }

  private static boolean isJava(Path path) {
    return path.toString().endsWith(".java");
  }
}
