package lockproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lockproof.report.Baseline;
import lockproof.report.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockproof baseline}: from now on only new reports count. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Records today's reports; name the file as `baseline` in lockproof.properties, and only",
      "new ones fail. Run again, it removes what is gone and adds nothing."
    })
final class BaselineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScanOptions scan;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file; lockproof.baseline unless said.")
  private Path file = Path.of("lockproof.baseline");

  @Option(names = "--accept-new", description = "Add new reports to an existing file.")
  private boolean acceptNew;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    boolean exists = Files.exists(file);
    Baseline before = exists ? read() : Baseline.empty();
    Result result = scan.scan(err, true);
    result.complaints().forEach(line -> err.println("lockproof: " + line));
    if (result.unusable()) {
      return ExitCode.USAGE;
    }
    List<Finding> now = result.findings();
    List<Finding> kept =
        exists && !acceptNew ? now.stream().filter(before::tolerates).toList() : now;
    try {
      Baseline.of(kept).write(file);
    } catch (IOException e) {
      throw new UserError("--file: cannot write " + file + "; check the folder");
    }
    int fresh = now.size() - kept.size();
    long gone = before.fingerprints().size() - kept.stream().filter(before::tolerates).count();
    err.println(
        "lockproof: "
            + file
            + ": "
            + Result.count(kept.size(), "report")
            + ", "
            + gone
            + " gone"
            + (fresh == 0 ? "" : "; " + fresh + " new not added (--accept-new adds them)"));
    return fresh == 0 ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private Baseline read() {
    try {
      return Baseline.read(file);
    } catch (IOException e) {
      throw new UserError("--file: " + file + ": " + e.getMessage() + "; remove it to start anew");
    }
  }
}
