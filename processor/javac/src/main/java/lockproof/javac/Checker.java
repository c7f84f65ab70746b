package lockproof.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Bearers;
import lockproof.contract.Contracts;
import lockproof.contract.Models;
import lockproof.declaration.Declarations;
import lockproof.engine.Analyzer;
import lockproof.engine.Event;
import lockproof.engine.Options;
import lockproof.engine.Prefilter;
import lockproof.engine.Site;
import lockproof.report.Report;
import lockproof.rule.Rule;
import lockproof.rule.Rules;
import lockproof.rule.Severity;
import lockproof.rule.Verdict;

/** The engine and the rules, for one compilation; not thread-safe. */
public final class Checker implements Analysis {
  private final Analyzer analyzer;
  private final Trees trees;
  private final Declared declared;
  private final Prefilter prefilter;
  private final boolean strict;
  private Consumer<Event> observer = e -> {};

  /**
   * A checker for one compilation.
   *
   * @throws IllegalArgumentException if a model file cannot be read; the message says which and why
   */
  public Checker(Trees trees, Elements elements, Types types, Settings settings) {
    this(trees, elements, types, models(settings), settings.strict());
  }

  /** A checker with models of the caller's choice. */
  public Checker(Trees trees, Elements elements, Types types, Models models, boolean strict) {
    Contracts contracts = new Contracts(models, elements, types);
    this.trees = trees;
    this.strict = strict;
    analyzer = new Analyzer(trees, elements, types, contracts, new Options(strict, false));
    prefilter = new Prefilter(trees, new Bearers(contracts));
    declared = new Declared(trees, new Declarations(contracts, elements, types));
  }

  private static Models models(Settings settings) {
    Models models = Models.jdk();
    settings.models().forEach(models::add);
    return models;
  }

  @Override
  public void observe(Consumer<Event> by) {
    observer = by;
    analyzer.survey();
  }

  /** One line gives one report of a rule. */
  private record Key(String rule, long line) {}

  @Override
  public List<Report> check(CompilationUnitTree unit, TypeElement topLevelType) {
    ClassTree tree = trees.getTree(topLevelType);
    if (tree == null || !prefilter.concerns(unit, tree)) {
      return List.of();
    }
    List<Report> reports = new ArrayList<>();
    Set<Key> seen = new HashSet<>();
    BiConsumer<Report, Tree> faults =
        (report, member) -> {
          reports.add(report);
          seen.add(new Key(report.rule(), line(report.site())));
          seen.add(new Key(report.rule(), line(new Site(unit, member, null))));
        };
    declared.judge(unit, topLevelType, faults);
    analyzer.analyse(
        unit,
        topLevelType,
        e -> {
          observer.accept(e);
          judge(e, seen, reports);
        });
    analyzer.inBodies().forEach(type -> declared.judge(unit, type, faults));
    return reports;
  }

  private long line(Site site) {
    return site.unit()
        .getLineMap()
        .getLineNumber(trees.getSourcePositions().getStartPosition(site.unit(), site.tree()));
  }

  private void judge(Event e, Set<Key> seen, List<Report> into) {
    for (Rule<?> rule : Rules.all()) {
      Verdict v = rule.on(e);
      if (v != null && speaks(v) && seen.add(new Key(rule.id(), line(v.site())))) {
        into.add(report(rule, v));
      }
    }
  }

  /** What is only for those who ask is dropped for everybody else. */
  private boolean speaks(Verdict v) {
    return v.severity() != Severity.OFF || strict || OptIn.covers(v.site().owner());
  }

  private static Report report(Rule<?> rule, Verdict v) {
    List<Report.Detail> details = new ArrayList<>();
    v.facts().forEach(f -> details.add(new Report.Detail(f.label(), f.text(), f.site())));
    return new Report(
        rule.id(),
        v.severity() == null ? rule.severity() : v.severity(),
        v.site(),
        v.message(),
        details,
        v.fix());
  }

  @Override
  public List<Report> finish() {
    return List.of();
  }

  @Override
  public int analysed() {
    return analyzer.analysed();
  }

  @Override
  public int skipped() {
    return analyzer.skipped();
  }
}
