package lockproof.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs main classes in processes of their own. */
final class Processes {
  private Processes() {}

  /** What a process printed, and its status. */
  record Result(String output, int status) {}

  static Result java(List<String> flags, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return java(null, flags, main.getName(), args);
  }

  static Result java(Path folder, List<String> flags, String main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command);
    }
    return new Result(output, process.exitValue());
  }
}
