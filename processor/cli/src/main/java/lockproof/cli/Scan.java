package lockproof.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import lockproof.javac.LockproofPlugin;
import lockproof.javac.Session;
import lockproof.map.Mapper;

/**
 * One javac over one batch. It is stopped as soon as the batch's own classes are attributed, before
 * it attributes what it read from the source path: the cost is that of the batch.
 */
final class Scan {
  private final JavaCompiler compiler;
  private final CheckOptions options;
  private final Result result;
  private final Progress progress;

  Scan(JavaCompiler compiler, CheckOptions options, Result result, Progress progress) {
    this.compiler = compiler;
    this.options = options;
    this.result = result;
    this.progress = progress;
  }

  /** Ends javac when everything is known; carries nothing. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  void run(List<SourceFile> batch, List<Path> sourcePath) {
    LockproofPlugin.hosted(true);
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(d -> {}, Locale.ROOT, StandardCharsets.UTF_8)) {
      if (!sourcePath.isEmpty()) {
        manager.setLocationFromPaths(StandardLocation.SOURCE_PATH, sourcePath);
      }
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, options.classPath());
      Path[] paths = batch.stream().map(SourceFile::path).toArray(Path[]::new);
      run(manager, manager.getJavaFileObjects(paths));
    } catch (IOException e) {
      throw new UserError("cannot read the class path: " + e.getMessage());
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      if (e instanceof UserError) {
        throw e;
      }
      if (batch.size() == 1) {
        result.failed(batch.get(0).path() + ": javac itself fails on this file: " + e);
        return;
      }
      int half = batch.size() / 2;
      run(batch.subList(0, half), sourcePath);
      run(batch.subList(half, batch.size()), sourcePath);
    }
  }

  private void run(StandardJavaFileManager manager, Iterable<? extends JavaFileObject> files)
      throws IOException {
    List<Diagnostic<? extends JavaFileObject>> errors = new ArrayList<>();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                Writer.nullWriter(),
                new Modules(manager),
                d -> {
                  if (d.getKind() == Diagnostic.Kind.ERROR) {
                    errors.add(d);
                  }
                },
                options.javacOptions(),
                null,
                files);
    Watch watch = new Watch(task);
    task.addTaskListener(watch);
    for (CompilationUnitTree unit : task.parse()) {
      watch.expect(unit);
    }
    Set<JavaFileObject> broken = new HashSet<>();
    for (Diagnostic<? extends JavaFileObject> error : errors) {
      if (error.getSource() != null && broken.add(error.getSource())) {
        result.failed(
            error.getSource().getName()
                + ":"
                + error.getLineNumber()
                + ": cannot be parsed: "
                + error.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
      }
    }
    watch.broken.addAll(broken);
    errors.clear();
    try {
      task.analyze();
      watch.check();
    } catch (RuntimeException e) {
      if (!(e instanceof Enough) && !(e.getCause() instanceof Enough)) {
        throw e;
      }
    }
    result.errors(errors);
  }

  /**
   * Waits for the moment at which all own classes are attributed. Classes from the source path come
   * in between, as javac meets them; one event after the last own class was begun, it is done.
   */
  private final class Watch implements TaskListener {
    private final JavacTask task;
    private final Set<CompilationUnitTree> units = new LinkedHashSet<>();
    private final Set<JavaFileObject> broken = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<CompilationUnitTree> read = new HashSet<>();
    private boolean done;

    Watch(JavacTask task) {
      this.task = task;
    }

    void expect(CompilationUnitTree unit) {
      units.add(unit);
      String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
      for (Tree tree : unit.getTypeDecls()) {
        if (tree instanceof ClassTree type) {
          waiting.add(prefix + type.getSimpleName());
        }
      }
    }

    @Override
    public void started(TaskEvent event) {
      if (event.getKind() == TaskEvent.Kind.ANALYZE) {
        if (waiting.isEmpty()) {
          checkAndStop();
        }
        if (event.getTypeElement() != null && units.contains(event.getCompilationUnit())) {
          waiting.remove(event.getTypeElement().getQualifiedName().toString());
          if (read.add(event.getCompilationUnit())) {
            progress.read();
          }
        }
      }
    }

    @Override
    public void finished(TaskEvent event) {
      if (event.getKind() == TaskEvent.Kind.ANALYZE) {
        checkAndStop();
      }
    }

    private void checkAndStop() {
      check();
      throw new Enough();
    }

    private void check() {
      if (done) {
        return;
      }
      done = true;
      Session session = new Session(task, options.settings(), result.sink());
      if (options.withoutBaseline()) {
        session.withoutBaseline();
      }
      if (options.map()) {
        session.observedBy(new Mapper(result.map(), session.places()));
      }
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : units) {
        result.file();
        if (!broken.contains(unit.getSourceFile())) {
          for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree
                && trees.getElement(new TreePath(new TreePath(unit), tree))
                    instanceof TypeElement type) {
              session.check(unit, type);
            }
          }
        }
        progress.checked();
      }
      session.finish();
      result.add(session);
    }
  }
}
