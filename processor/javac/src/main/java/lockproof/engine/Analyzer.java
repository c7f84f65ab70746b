package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import lockproof.contract.Contracts;

/** Analyses top-level classes: decides what has to be looked at, and in which state it begins. */
public final class Analyzer {
  private final Trees trees;
  private final Elements elements;
  private final Types types;
  private final Contracts contracts;
  private final Interfaces interfaces;
  private Options options;
  private int analysed;
  private int skipped;
  private List<TypeElement> inBodies = List.of();

  /** One per compilation; not thread-safe. */
  public Analyzer(
      Trees trees, Elements elements, Types types, Contracts contracts, Options options) {
    this.trees = trees;
    this.elements = elements;
    this.types = types;
    this.contracts = contracts;
    this.interfaces = new Interfaces(elements);
    this.options = options;
  }

  /** Tells from now on of all that concerns locks. */
  public void survey() {
    options = new Options(options.strict(), true);
  }

  /** Methods that were interpreted. */
  public int analysed() {
    return analysed;
  }

  /** Methods that could not be interpreted. */
  public int skipped() {
    return skipped;
  }

  /** Classes in bodies of what was analysed last: no declaration leads to their members. */
  public List<TypeElement> inBodies() {
    return inBodies;
  }

  /** Interprets what a top-level class and the classes in it contain, and tells what was seen. */
  public void analyse(CompilationUnitTree unit, TypeElement type, Consumer<Event> sink) {
    inBodies = List.of();
    TreePath path = trees.getPath(type);
    if (path == null || !(path.getLeaf() instanceof ClassTree top)) {
      return;
    }
    Env env = new Env(trees, elements, types, contracts, interfaces, unit);
    Program program = new Program(env, top);
    inBodies = program.classes.keySet().stream().filter(Env::inBody).toList();
    Coverage coverage = new Coverage(f -> Body.severalRead(program.bodies.values(), f));
    if (options.survey()) {
      new Summaries(env, program, coverage, options, sink).machine().survey.declarations();
    }
    if (!program.concernsLocking()) {
      return;
    }
    Summaries collecting = new Summaries(env, program, coverage, options, coverage::add);
    run(collecting, program, b -> b.locking, false);
    run(collecting, program, b -> !b.locking && b.touches(coverage), false);
    coverage.complete();
    if (options.survey()) {
      coverage.survey(sink);
    }
    Summaries judging = new Summaries(env, program, coverage, options, sink);
    declarations(judging.machine(), program);
    run(judging, program, b -> b.locking || b.touches(coverage), true);
  }

  private void run(Summaries summaries, Program program, Predicate<Body> which, boolean count) {
    for (Body b : program.bodies.values()) {
      boolean judged = !program.throughCallers(b.method);
      if (b.tree.getBody() != null && (judged || b.lambdas) && !b.closure && which.test(b)) {
        count(summaries.of(b).followed(), count && judged);
      }
    }
    program.initializers.forEach(
        (type, b) -> {
          if (b.locking && which.test(b)) {
            Machine m = summaries.machine();
            int reach =
                Summaries.guarded(m, Bodies.DEPTH, () -> Roots.initializers(m, type, b.owner));
            count(reach >= 0, count);
          }
        });
  }

  private void count(boolean followed, boolean count) {
    analysed += count && followed ? 1 : 0;
    skipped += count && !followed ? 1 : 0;
  }

  /** Marks whose expressions name nothing. */
  private static void declarations(Machine m, Program program) {
    Marks marks = new Marks(m);
    program.classes.forEach(
        (type, tree) -> {
          m.begin(new Frame(null, null, tree, type, type, new Sym.Root(type, "this"), 0));
          for (Tree member : tree.getMembers()) {
            if (member instanceof VariableTree || member instanceof MethodTree) {
              Element e = m.env.element(member);
              if (e != null) {
                marks.declared(e, type, member);
                m.sets.classes().declared(member);
              }
            }
          }
        });
  }
}
