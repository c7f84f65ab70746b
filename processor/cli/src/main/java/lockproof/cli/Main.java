package lockproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks locking discipline in Java sources. */
@Command(
    name = "lockproof",
    description = "Checks locking discipline in Java sources.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CheckCommand.class,
      ExplainCommand.class,
      EscapesCommand.class,
      BaselineCommand.class,
      MapCommand.class,
      DoctorCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do, as in: lockproof check src");
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    if (stale()) {
      System.exit(Launched.STALE);
    }
    System.exit(run(out, err, arguments));
  }

  private static boolean stale() {
    String home = System.getProperty("lockproof.home");
    if (home == null) {
      return false;
    }
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Launched(Path.of(home), jar).stale(Boolean.getBoolean("lockproof.built"));
    } catch (IOException | URISyntaxException e) {
      return false; // what is there can be run, whatever its age
    }
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(true);
    line.setParameterExceptionHandler(
        (e, given) -> {
          err.println("lockproof: " + firstLine(e));
          err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          err.println("lockproof: " + (e instanceof UserError ? e.getMessage() : unexpected(e)));
          return ExitCode.USAGE;
        });
    int code = line.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  private static String unexpected(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return "failed: "
        + firstLine(e)
        + (trace.length == 0 ? "" : " at " + trace[0])
        + "; please report it";
  }

  private static String firstLine(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage().lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
