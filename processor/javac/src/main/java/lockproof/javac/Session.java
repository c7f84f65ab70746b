package lockproof.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import lockproof.report.Places;
import lockproof.report.Report;
import lockproof.rule.Severity;

/** Checks the classes of one compilation, under the settings of each; nothing escapes from here. */
public final class Session {
  private final JavacTask task;
  private final Trees trees;
  private final Places places;
  private final Analysis.Factory factory;
  private final List<String> arguments;
  private final Sink sink;
  private final SettingsFinder finder = new SettingsFinder();
  private final Map<Path, Group> groups = new LinkedHashMap<>();
  private final Set<String> crashed = new HashSet<>();
  private final Set<Object> seen = new HashSet<>();
  private CompilationUnitTree last;

  /**
   * A session over a task.
   *
   * @param task whose classes are to be checked
   * @param arguments {@code key=value} each; they win over files
   * @param sink where findings go
   */
  public Session(JavacTask task, List<String> arguments, Sink sink) {
    this(task, arguments, sink, Analyses::create);
  }

  Session(JavacTask task, List<String> arguments, Sink sink, Analysis.Factory factory) {
    this.task = task;
    this.trees = Trees.instance(task);
    this.places = new Places(trees);
    this.arguments = List.copyOf(arguments);
    this.sink = sink;
    this.factory = factory;
  }

  /** The settings for one file and what is checked under them. */
  private record Group(Settings settings, Analysis analysis, Triage triage) {}

  /** Checks one attributed top-level class. */
  public void check(CompilationUnitTree unit, TypeElement type) {
    last = unit;
    guarded(
        unit,
        () -> {
          Group group = group(unit);
          if (group != null) {
            emit(group, group.analysis().check(unit, type));
          }
        });
  }

  /** Decides what spans classes; to be called after the last one. */
  public void finish() {
    for (Group group : groups.values()) {
      if (group != null) {
        guarded(last, () -> emit(group, group.analysis().finish()));
      }
    }
  }

  /** Methods that were followed. */
  public int analysed() {
    return groups.values().stream().mapToInt(g -> g == null ? 0 : g.analysis().analysed()).sum();
  }

  /** Methods that were left alone. */
  public int skipped() {
    return groups.values().stream().mapToInt(g -> g == null ? 0 : g.analysis().skipped()).sum();
  }

  private Group group(CompilationUnitTree unit) {
    Path file = finder.above(unit.getSourceFile().toUri());
    if (!groups.containsKey(file)) {
      groups.put(file, open(file, unit));
    }
    return groups.get(file);
  }

  private Group open(Path file, CompilationUnitTree unit) {
    try {
      Settings settings = new SettingsReader(Analyses.ruleIds()).read(file, arguments);
      return new Group(settings, factory.create(task, trees, settings), new Triage(settings));
    } catch (SettingsException e) {
      sink.unusable("[lockproof:settings] " + e.getMessage(), unit);
      return null;
    }
  }

  private void emit(Group group, List<Report> raw) {
    List<Report> reports = new ArrayList<>(raw);
    reports.sort(Comparator.comparingLong(r -> places.start(r.site().unit(), r.site().tree())));
    for (Report report : reports) {
      Severity severity = group.triage().severity(report);
      if (severity != Severity.OFF && seen.add(List.of(report.rule(), report.site().tree()))) {
        sink.finding(places.place(report, severity, ""), report.site());
      }
    }
  }

  /** An error in the checker must neither kill javac nor go unseen. */
  private void guarded(CompilationUnitTree unit, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      if (crashed.add(unit.getSourceFile().getName())) {
        sink.crash(Crash.describe(e, unit.getSourceFile().getName()), unit);
      }
    }
  }
}
