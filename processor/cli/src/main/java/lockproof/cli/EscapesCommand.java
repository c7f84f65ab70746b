package lockproof.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lockproof escapes}: where somebody has taken code out of a rule, and why. */
@Command(
    name = "escapes",
    mixinStandardHelpOptions = true,
    description = "Lists every @Unproven and @SuppressWarnings(\"lockproof:...\") with its reason.")
final class EscapesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScanOptions scan;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Result result = scan.scan(err, true);
    result.escapes().forEach(out::println);
    result.complaints().forEach(line -> err.println("lockproof: " + line));
    err.println("lockproof: " + Result.count(result.escapes().size(), "escape"));
    return result.unusable() ? ExitCode.USAGE : ExitCode.CLEAN;
  }
}
