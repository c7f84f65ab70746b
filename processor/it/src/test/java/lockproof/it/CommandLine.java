package lockproof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, started from the top folder as a reader would. */
final class CommandLine {
  private CommandLine() {}

  /** What both streams said, in the order in which they said it. */
  record Answer(int code, String text) {}

  static Answer run(String... arguments) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lockproof.cli.Main"));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .directory(Repository.top().toFile())
              .redirectErrorStream(true)
              .start();
      byte[] text = process.getInputStream().readAllBytes();
      return new Answer(process.waitFor(), new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
