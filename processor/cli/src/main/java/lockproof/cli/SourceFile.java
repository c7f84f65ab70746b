package lockproof.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source file and what its head says.
 *
 * @param path as the user gave it
 * @param size in bytes
 * @param packageName empty for the unnamed package
 */
record SourceFile(Path path, long size, String packageName) {
  private static final int HEAD = 64 * 1024;
  private static final Pattern PACKAGE =
      Pattern.compile(
          "^(?:\\s|//[^\\n]*|/\\*(?s:.*?)\\*/|@[\\w.]+(?:\\([^)]*\\))?)*\\bpackage\\s+([\\w.\\s]+?)\\s*;");

  static SourceFile read(Path path) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return new SourceFile(path, Files.size(path), packageOf(head));
    }
  }

  static String packageOf(String head) {
    try {
      Matcher matcher = PACKAGE.matcher(head);
      return matcher.find() ? matcher.group(1).replaceAll("\\s", "") : "";
    } catch (StackOverflowError deepComment) {
      return "";
    }
  }

  /** The folder that the package name starts from, or null if the folders do not spell it. */
  Path root() {
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (packageName.isEmpty()) {
      return folder;
    }
    Path spelled = folder.getFileSystem().getPath(packageName.replace('.', '/'));
    if (!folder.endsWith(spelled)) {
      return null;
    }
    Path root = folder;
    for (int i = 0; i < spelled.getNameCount(); i++) {
      root = root.getParent();
    }
    return root;
  }

  /** The same for two files of the same package and name. */
  String identity() {
    return packageName + "/" + path.getFileName();
  }
}
