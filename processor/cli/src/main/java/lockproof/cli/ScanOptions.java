package lockproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that reads sources asks for. */
final class ScanOptions {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Java files, folders, or jars of sources.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-cp", "--classpath"},
      paramLabel = "PATHS",
      description = "Jars and class folders of the sources' libraries.")
  private String classPath;

  @Option(names = "--release", paramLabel = "N", description = "The Java version of the sources.")
  private Integer release;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting, as in lockproof.properties.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many javacs run at once; as many as processors and memory allow.")
  private Integer jobs;

  /** Checks all files; what is wrong with the input is in the result. */
  Result scan(PrintWriter err, boolean withoutBaseline) {
    return scan(err, withoutBaseline, false);
  }

  /** Draws the map of all files. */
  Result map(PrintWriter err) {
    return scan(err, true, true);
  }

  private Result scan(PrintWriter err, boolean withoutBaseline, boolean map) {
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw new UserError(
          "this Java has no compiler (" + System.getProperty("java.home") + "); run it on a JDK");
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Result result = new Result();
    try (SourceFinder finder = new SourceFinder(result::unreadable)) {
      List<SourceFile> files = new ArrayList<>(finder.find(paths));
      files.removeIf(file -> file.path().endsWith("module-info.java"));
      CheckOptions options =
          CheckOptions.of(ClassPath.read(classPath), release(), settings, withoutBaseline, map);
      Progress progress = new Progress(err, files.size(), Progress.wanted());
      new Crew(compiler, options, jobs(), progress).scan(files).forEach(result::merge);
      progress.clear();
    }
    return result;
  }

  private String release() {
    if (release == null) {
      return null;
    }
    int newest = Runtime.version().feature();
    if (release < 8 || release > newest) {
      throw new UserError("--release " + release + ": this Java knows 8 to " + newest);
    }
    return release.toString();
  }

  private int jobs() {
    if (jobs == null) {
      return Crew.fitting();
    }
    if (jobs < 1) {
      throw new UserError("--jobs " + jobs + ": give a number from 1 on");
    }
    return jobs;
  }
}
