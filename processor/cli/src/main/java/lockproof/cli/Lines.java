package lockproof.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Text files that somebody else has written. */
final class Lines {
  private Lines() {}

  static List<String> of(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read; check its permissions and that it is UTF-8");
    }
  }
}
