package lockproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockproof.javac.Catalog;
import lockproof.report.Finding;
import lockproof.report.JsonRenderer;
import lockproof.report.Nearest;
import lockproof.report.SarifRenderer;
import lockproof.report.TextRenderer;
import lockproof.rule.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockproof check}: every finding in some sources. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks Java sources. No build and no compilation is needed.",
    footer = {
      "",
      "Exit codes: 0 nothing found, 1 findings, 2 bad arguments or unreadable files,",
      "3 nothing could be analysed."
    })
final class CheckCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  enum FailOn {
    ERROR,
    WARNING,
    NEVER
  }

  @Spec private CommandSpec spec;
  @Mixin private ScanOptions scan;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of text, json, sarif; text unless said.")
  private Format format = Format.TEXT;

  @Option(names = "--output", paramLabel = "FILE", description = "Write findings to this file.")
  private Path output;

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = "Report these rules only.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "What gives exit code 1: error, warning, never; warning unless said.")
  private FailOn failOn = FailOn.WARNING;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Set<String> wanted = rules();
    Result result = scan.scan(err, false);
    if (!wanted.isEmpty()) {
      result.keep(finding -> wanted.contains(finding.rule()));
    }
    write(result.findings());
    result.complaints().forEach(line -> err.println("lockproof: " + line));
    err.println("lockproof: " + result.summary());
    return exitCode(result);
  }

  private Set<String> rules() {
    for (String rule : rules) {
      if (!Catalog.ids().contains(rule)) {
        throw new UserError(
            "--rules: there is no rule `" + rule + "`" + Nearest.hint(rule, Catalog.ids()));
      }
    }
    return new TreeSet<>(rules);
  }

  private int exitCode(Result result) {
    if (result.unusable()) {
      return ExitCode.USAGE;
    }
    boolean failing =
        result.findings().stream()
            .anyMatch(
                finding ->
                    failOn == FailOn.WARNING
                        || failOn == FailOn.ERROR && finding.severity() == Severity.ERROR);
    if (failing) {
      return ExitCode.FINDINGS;
    }
    return result.nothingAnalysed() ? ExitCode.NOTHING : ExitCode.CLEAN;
  }

  private void write(List<Finding> findings) {
    String text =
        switch (format) {
          case TEXT ->
              findings.stream()
                  .map(f -> TextRenderer.render(f) + "\n")
                  .collect(Collectors.joining());
          case JSON -> JsonRenderer.render(findings);
          case SARIF ->
              new SarifRenderer(Version.number(), Catalog.rules(), Pages::of).render(findings);
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
