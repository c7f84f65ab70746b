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
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import lockproof.engine.Event;
import lockproof.report.Escape;
import lockproof.report.Escapes;
import lockproof.report.Finding;
import lockproof.report.Fingerprints;
import lockproof.report.MarkRules;
import lockproof.report.Places;
import lockproof.report.Report;
import lockproof.rule.Severity;

/** Checks the classes of one compilation, under the settings of each; nothing escapes from here. */
public final class Session {
  private final JavacTask task;
  private final Trees trees;
  private final Places places;
  private final Escapes escapes;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Analysis.Factory factory;
  private final List<String> arguments;
  private final Sink sink;
  private final SettingsFinder finder = new SettingsFinder();
  private final Map<Path, Group> groups = new LinkedHashMap<>();
  private final Set<String> crashed = new HashSet<>();
  private final Set<Object> seen = new HashSet<>();
  private boolean withoutBaseline;
  private Consumer<Event> observer;
  private int suppressed;
  private int tolerated;
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
    this.escapes = new Escapes(trees, places);
    this.arguments = List.copyOf(arguments);
    this.sink = sink;
    this.factory = factory;
  }

  /** Reports what the baseline tolerates too. */
  public Session withoutBaseline() {
    withoutBaseline = true;
    return this;
  }

  /** Lets somebody see all that concerns locks in the classes that are checked from now on. */
  public Session observedBy(Consumer<Event> by) {
    observer = by;
    return this;
  }

  /** Checks one attributed top-level class. */
  public void check(CompilationUnitTree unit, TypeElement type) {
    last = unit;
    guarded(unit, () -> checked(unit, type));
  }

  private void checked(CompilationUnitTree unit, TypeElement type) {
    Group group = group(unit);
    if (group == null) {
      return;
    }
    List<Escape> marks = escapes.collect(unit, type);
    List<Report> faults = MarkRules.judge(marks, Catalog.ids());
    emit(group, faults);
    int skipped = group.analysis.skipped();
    emit(group, group.analysis.check(unit, type));
    if (group.analysis.skipped() == skipped) {
      marks.stream()
          .filter(mark -> faults.stream().noneMatch(fault -> fault.site() == mark.site()))
          .forEach(group.escapes::add);
    }
    group.classes.add(type.getQualifiedName().toString());
  }

  /** Decides what spans classes; to be called after the last one. */
  public void finish() {
    groups().forEach(group -> guarded(last, () -> finish(group)));
  }

  private void finish(Group group) {
    emit(group, group.analysis.finish());
    List<Report> stale = new ArrayList<>();
    for (Escape escape : group.escapes) {
      boolean silent =
          group.settings.severity(escape.rule()).filter(s -> s == Severity.OFF).isPresent();
      if (!escape.used() && !silent) {
        stale.add(MarkRules.stale(escape));
      }
    }
    emit(group, stale);
  }

  /** Leaves word of the classes that were checked; for a host that compiles them as well. */
  void attest() {
    groups().forEach(group -> guarded(last, () -> attest(group)));
  }

  private void attest(Group group) {
    try {
      Attestation.write(group.settings, group.classes);
    } catch (SettingsException e) {
      sink.unusable("[lockproof:settings] " + e.getMessage(), last);
    }
  }

  /** Methods that were followed. */
  public int analysed() {
    return groups().mapToInt(group -> group.analysis.analysed()).sum();
  }

  /** Methods that were left alone. */
  public int skipped() {
    return groups().mapToInt(group -> group.analysis.skipped()).sum();
  }

  /** Reports that an escape hid. */
  public int suppressed() {
    return suppressed;
  }

  /** Reports that a baseline tolerates. */
  public int tolerated() {
    return tolerated;
  }

  /** Every escape that was met. */
  public List<Escape> escapes() {
    return escapes.all();
  }

  /** Every escape that was met, with its place. */
  public Places places() {
    return places;
  }

  private Stream<Group> groups() {
    return groups.values().stream().filter(Objects::nonNull);
  }

  private Group group(CompilationUnitTree unit) {
    Path file = finder.above(unit.getSourceFile());
    if (!groups.containsKey(file)) {
      groups.put(file, null);
      try {
        Settings settings = new SettingsReader(Catalog.ids()).read(file, arguments);
        Group group = new Group(task, trees, settings, factory, withoutBaseline);
        if (observer != null) {
          group.analysis.observe(observer);
        }
        groups.put(file, group);
      } catch (SettingsException e) {
        sink.unusable("[lockproof:settings] " + e.getMessage(), unit);
      }
    }
    return groups.get(file);
  }

  private void emit(Group group, List<Report> raw) {
    List<Report> reports = new ArrayList<>(raw);
    reports.sort(
        Comparator.comparing((Report r) -> r.site().unit().getSourceFile().getName())
            .thenComparing(r -> places.start(r.site().unit(), r.site().tree())));
    for (Report report : reports) {
      if (!seen.add(List.of(report.rule(), report.message(), report.site().tree()))) {
        continue;
      }
      Severity severity = group.triage.severity(report);
      Finding finding = places.place(report, severity, fingerprints.next(report));
      if (escapes.hides(report)) {
        suppressed++;
      } else if (severity != Severity.OFF) {
        if (group.baseline.tolerates(finding)) {
          tolerated++;
        } else {
          sink.finding(finding, report.site());
        }
      }
    }
  }

  /** An error in the checker must neither kill javac nor go unseen. */
  private void guarded(CompilationUnitTree unit, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      if (crashed.add(Places.name(unit))) {
        sink.crash(Crash.describe(e, Places.name(unit)), unit);
      }
    }
  }
}
