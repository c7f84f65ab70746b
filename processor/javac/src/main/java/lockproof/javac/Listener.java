package lockproof.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import lockproof.engine.Site;
import lockproof.report.Finding;
import lockproof.report.TextRenderer;
import lockproof.rule.Severity;

/**
 * Follows a compilation. Classes are checked when they are attributed, and what spans classes is
 * decided at the last of them: any later, and the class files would be there for the next
 * incremental build to take for good.
 */
final class Listener implements TaskListener {
  private final JavacTask task;
  private final List<String> arguments;
  private final Analysis.Factory factory;

  /** Types to come, by the names of their files; two files of one name wait for each other. */
  private final Map<String, Set<String>> pending = new HashMap<>();

  private final Unprocessed unprocessed = new Unprocessed();
  private Session session;
  private Trees trees;
  private boolean unfinished;

  Listener(JavacTask task, List<String> arguments, Analysis.Factory factory) {
    this.task = task;
    this.arguments = arguments;
    this.factory = factory;
  }

  @Override
  public void started(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANNOTATION_PROCESSING) {
      unprocessed.processing();
    }
  }

  @Override
  public void finished(TaskEvent event) {
    switch (event.getKind()) {
      case ENTER -> entered(event.getCompilationUnit());
      case ANALYZE -> analysed(event);
      case COMPILATION -> {
        finish();
        unprocessed.report(
            task,
            (message, at, unit) ->
                Trees.instance(task).printMessage(Diagnostic.Kind.WARNING, message, at, unit));
      }
      default -> {}
    }
  }

  private void entered(CompilationUnitTree unit) {
    unprocessed.entered(unit);
    String folder = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
    for (Tree tree : unit.getTypeDecls()) {
      if (tree instanceof ClassTree type) {
        pending
            .computeIfAbsent(unit.getSourceFile().getName(), file -> new HashSet<>())
            .add(folder + type.getSimpleName());
      }
    }
  }

  private void analysed(TaskEvent event) {
    CompilationUnitTree unit = event.getCompilationUnit();
    if (unit == null || event.getTypeElement() == null) {
      return;
    }
    String name = event.getTypeElement().getQualifiedName().toString();
    if (declares(unit, event.getTypeElement())) {
      unfinished = true;
      session().check(unit, event.getTypeElement());
    }
    String file = unit.getSourceFile().getName();
    Set<String> names = pending.get(file);
    if (names != null && names.remove(name)) {
      if (names.isEmpty()) {
        pending.remove(file);
      }
      if (pending.isEmpty()) {
        finish();
      }
    }
  }

  /** Whether the type is one of the file's own, and none that stands in another type. */
  private static boolean declares(CompilationUnitTree unit, TypeElement type) {
    if (type.getNestingKind() == NestingKind.TOP_LEVEL) {
      for (Tree tree : unit.getTypeDecls()) {
        if (tree instanceof ClassTree c && c.getSimpleName().equals(type.getSimpleName())) {
          return true;
        }
      }
    }
    return false;
  }

  private void finish() {
    if (unfinished) {
      unfinished = false;
      session().finish();
      session().attest();
    }
  }

  private Session session() {
    if (session == null) {
      trees = Trees.instance(task);
      session = new Session(task, arguments, new Messages(), factory);
    }
    return session;
  }

  /** Writes as javac writes, so that every build tool and editor shows it. */
  private final class Messages implements Sink {
    @Override
    public void finding(Finding finding, Site site) {
      Diagnostic.Kind kind =
          finding.severity() == Severity.ERROR ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
      trees.printMessage(kind, TextRenderer.body(finding), site.tree(), site.unit());
    }

    @Override
    public void crash(String message, CompilationUnitTree unit) {
      trees.printMessage(Diagnostic.Kind.WARNING, message, unit, unit);
    }

    @Override
    public void unusable(String message, CompilationUnitTree unit) {
      trees.printMessage(Diagnostic.Kind.ERROR, message, unit, unit);
    }
  }
}
