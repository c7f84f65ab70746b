package lockproof.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import lockproof.engine.Site;
import lockproof.report.Report;
import lockproof.rule.Severity;

/**
 * Finds methods by name: {@code bad...} is an error, {@code odd...} a warning, {@code late...} an
 * error that is known at the end; a class named {@code Crash} brings it down.
 */
final class FakeAnalysis implements Analysis {
  private final Trees trees;
  private final List<Report> late = new ArrayList<>();
  private int analysed;

  FakeAnalysis(JavacTask task, Trees trees, Settings settings) {
    this.trees = trees;
  }

  @Override
  public List<Report> check(CompilationUnitTree unit, TypeElement type) {
    if (type.getSimpleName().contentEquals("Crash")) {
      throw new IllegalStateException("out of ideas");
    }
    List<Report> found = new ArrayList<>();
    TreePath path = new TreePath(new TreePath(unit), trees.getTree(type));
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree tree, Void p) {
        return super.visitClass(tree, p);
      }

      @Override
      public Void visitMethod(MethodTree tree, Void p) {
        analysed++;
        Site site = new Site(unit, tree, trees.getElement(getCurrentPath()));
        String name = tree.getName().toString();
        if (name.startsWith("bad")) {
          found.add(report("guard-dropped", Severity.ERROR, site));
        } else if (name.startsWith("odd")) {
          found.add(report("region-escape", Severity.WARNING, site));
        } else if (name.startsWith("late")) {
          late.add(report("context-closed", Severity.ERROR, site));
        }
        return super.visitMethod(tree, p);
      }
    }.scan(path, null);
    return found;
  }

  static Report report(String rule, Severity severity, Site site) {
    return new Report(
        rule,
        severity,
        site,
        "`" + site.owner().getSimpleName() + "` is bad",
        List.of(new Report.Detail("opened", "the region", site)),
        "rename it");
  }

  @Override
  public List<Report> finish() {
    return late;
  }

  @Override
  public int analysed() {
    return analysed;
  }

  @Override
  public int skipped() {
    return 0;
  }
}
