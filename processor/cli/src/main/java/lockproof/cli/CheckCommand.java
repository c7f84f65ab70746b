package lockproof.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import lockproof.report.Finding;
import lockproof.report.JsonRenderer;
import lockproof.report.TextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockproof check}: every finding in some sources. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks Java files and folders. No build and no compilation is needed.",
    footer = {
      "",
      "Exit codes: 0 nothing found, 1 findings, 2 bad arguments or unreadable files,",
      "3 nothing could be analysed."
    })
final class CheckCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON
  }

  private static final long MEGABYTE = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Java files or folders.")
  private List<Path> paths;

  @Option(
      names = {"-cp", "--classpath"},
      paramLabel = "PATHS",
      description = "Jars and class folders of the sources' libraries.")
  private String classPath;

  @Option(names = "--release", paramLabel = "N", description = "The Java version of the sources.")
  private String release;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default text.")
  private Format format = Format.TEXT;

  @Option(names = "--output", paramLabel = "FILE", description = "Write findings to this file.")
  private Path output;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting, as in lockproof.properties.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserError(
          "this Java has no compiler (" + System.getProperty("java.home") + "); run it on a JDK");
    }
    SourceFinder finder = new SourceFinder(line -> err.println("lockproof: " + line));
    List<SourceFile> files = finder.find(paths);
    files.removeIf(file -> file.path().endsWith("module-info.java"));
    if (files.isEmpty()) {
      return finder.complained() ? ExitCode.USAGE : ExitCode.NOTHING;
    }
    CheckOptions options = CheckOptions.of(classPath(), release, settings);
    Result result = new Result();
    Batches batches = new Batches(files, batchLimit());
    for (List<SourceFile> batch : batches.cut()) {
      new Scan(compiler, options, result).run(batch, batches.sourcePath(batch));
    }
    write(result.findings());
    result.unusable().forEach(line -> err.println("lockproof: " + line));
    result.complaints().forEach(line -> err.println("lockproof: " + line));
    err.println("lockproof: " + result.summary());
    return exitCode(finder, result);
  }

  private static int exitCode(SourceFinder finder, Result result) {
    if (finder.complained() || !result.unusable().isEmpty()) {
      return ExitCode.USAGE;
    }
    if (!result.findings().isEmpty()) {
      return ExitCode.FINDINGS;
    }
    return result.nothingAnalysed() ? ExitCode.NOTHING : ExitCode.CLEAN;
  }

  /** Attributed trees take some fifty times the bytes of their source. */
  private static long batchLimit() {
    return Math.max(MEGABYTE, Runtime.getRuntime().maxMemory() / 150);
  }

  private List<Path> classPath() {
    List<Path> entries = new ArrayList<>();
    if (classPath != null) {
      for (String entry : classPath.split(File.pathSeparator)) {
        if (!entry.isBlank()) {
          Path path = Path.of(entry);
          if (!Files.isReadable(path)) {
            throw new UserError("--classpath: " + entry + ": no such file or folder");
          }
          entries.add(path);
        }
      }
    }
    return entries;
  }

  private void write(List<Finding> findings) {
    String text =
        switch (format) {
          case TEXT ->
              findings.stream()
                  .map(f -> TextRenderer.render(f) + "\n")
                  .collect(Collectors.joining());
          case JSON -> JsonRenderer.render(findings);
        };
    if (output == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(output, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError("--output: cannot write " + output + "; check the folder");
    }
  }
}
