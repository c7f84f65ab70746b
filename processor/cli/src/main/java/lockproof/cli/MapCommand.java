package lockproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lockproof.map.JsonMap;
import lockproof.map.LockMap;
import lockproof.map.MarkdownMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockproof map}: what each lock protects, who takes it, and in which order. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Writes what each lock protects, who takes it, in which order, at which level.",
    footer = {
      "",
      "Exit codes: 0 written, or up to date; 1 not up to date (--check),",
      "2 bad arguments or unreadable files, 3 nothing could be analysed."
    })
final class MapCommand implements Callable<Integer> {
  enum Format {
    MARKDOWN,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private ScanOptions scan;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of markdown, json; markdown unless said.")
  private Format format = Format.MARKDOWN;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The file to write, - for standard output; LOCKING.md or LOCKING.json unless said.")
  private String output;

  @Option(
      names = "--check",
      description = "Write nothing; tell whether the file says what the sources say.")
  private boolean check;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Result result = scan.map(err);
    result.complaints().forEach(line -> err.println("lockproof: " + line));
    if (result.unusable()) {
      return ExitCode.USAGE;
    }
    if (result.nothingRead()) {
      err.println("lockproof: nothing could be analysed");
      return ExitCode.NOTHING;
    }
    LockMap map = result.map();
    String text =
        switch (format) {
          case MARKDOWN -> MarkdownMap.render(map);
          case JSON -> JsonMap.render(map);
        };
    String name = output != null ? output : format == Format.JSON ? "LOCKING.json" : "LOCKING.md";
    if (name.equals("-")) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      err.println("lockproof: " + map.summary());
      return ExitCode.CLEAN;
    }
    Path file = Path.of(name);
    boolean same = check && text.equals(read(file));
    if (!check) {
      write(file, text);
    }
    err.println(
        "lockproof: "
            + (!check
                ? "wrote " + name + ": "
                : same ? name + " is up to date: " : name + " is out of date; the sources have ")
            + map.summary());
    return check && !same ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n")
          : "";
    } catch (IOException e) {
      throw new UserError("--output: cannot read " + file);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError("--output: cannot write " + file + "; check the folder");
    }
  }
}
