package lockproof.checkerframework.tentative;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import org.checkerframework.javacutil.TreeUtils;

/**
 * Which fields a lock covers, as the code shows: those that are written between an exclusive
 * acquisition and the release that follows it, in one method or the helpers that it calls.
 */
final class Coverage {
  private static final int DEPTH = 3;

  /** A field itself, or what it refers to. */
  record Target(VariableElement field, boolean content) {}

  /** A write, and through which path to the field's object. */
  private record Write(Target target, Path base, long at) {}

  /** A lock is held exclusively between two positions. */
  private record Span(Path lock, long from, long to) {}

  /** A call on this object or of a static method. */
  private record Called(ExecutableElement method, long at) {}

  private final ClassFacts facts;
  private final CompilationUnitTree unit;
  private final Environment env;
  private final Map<ExecutableElement, Body> bodies = new HashMap<>();

  Coverage(ClassFacts facts, CompilationUnitTree unit, Environment env) {
    this.facts = facts;
    this.unit = unit;
    this.env = env;
  }

  Map<Target, Set<Cover>> infer() {
    facts
        .methods()
        .forEach(
            (element, tree) -> {
              if (tree.getBody() != null) {
                Body body = new Body();
                body.scan(tree.getBody(), null);
                bodies.put(element, body);
              }
            });
    Map<Write, Set<Cover>> byWrite = new LinkedHashMap<>();
    bodies.forEach(
        (method, body) -> {
          if (method.getKind() != ElementKind.CONSTRUCTOR) {
            for (Span span : spans(body)) {
              for (Write w : writes(body, span, DEPTH)) {
                byWrite
                    .computeIfAbsent(w, t -> new LinkedHashSet<>())
                    .add(Cover.of(span.lock(), w.base()));
              }
            }
          }
        });
    Map<Target, Set<Cover>> covers = new HashMap<>();
    byWrite.forEach(
        (w, all) -> {
          // The lock of another object that is held as well is not what the write needs.
          boolean own = all.stream().anyMatch(c -> c.kind() != Cover.Kind.OTHER);
          all.stream()
              .filter(c -> !own || c.kind() != Cover.Kind.OTHER)
              .forEach(c -> covers.computeIfAbsent(w.target(), t -> new LinkedHashSet<>()).add(c));
        });
    return covers;
  }

  /** Where the method holds locks, itself or by a helper that takes what to do. */
  private List<Span> spans(Body body) {
    List<Span> spans = new ArrayList<>(body.spans());
    for (Called c : body.calls) {
      Body helper = bodies.get(c.method());
      if (helper != null && c.method().getParameters().stream().anyMatch(p -> env.functional(p))) {
        long end = body.ends.getOrDefault(c.at(), c.at());
        helper.spans().forEach(s -> spans.add(new Span(s.lock(), c.at(), end)));
      }
    }
    return spans;
  }

  private List<Write> writes(Body body, Span within, int depth) {
    List<Write> writes = new ArrayList<>();
    for (Write w : body.writes) {
      if (w.at() >= within.from() && w.at() <= within.to()) {
        writes.add(w);
      }
    }
    for (Called c : body.calls) {
      Body helper = bodies.get(c.method());
      if (helper != null && depth > 0 && c.at() >= within.from() && c.at() <= within.to()) {
        writes.addAll(writes(helper, new Span(within.lock(), 0, Long.MAX_VALUE), depth - 1));
      }
    }
    return writes;
  }

  private final class Body extends TreeScanner<Void, Void> {
    private final Tracked tracked = new Tracked(env.contracts(), facts);
    private final List<Write> writes = new ArrayList<>();
    private final List<Called> calls = new ArrayList<>();
    private final Map<Long, Long> ends = new HashMap<>();
    private final List<Span> acquired = new ArrayList<>();
    private final List<Span> released = new ArrayList<>();
    private final List<Span> during = new ArrayList<>();

    private List<Span> spans() {
      List<Span> spans = new ArrayList<>(during);
      for (Span a : acquired) {
        long to = Long.MAX_VALUE;
        for (Span r : released) {
          if (r.lock().equals(a.lock()) && r.from() > a.from()) {
            to = Math.min(to, r.from());
          }
        }
        spans.add(new Span(a.lock(), a.from(), to));
      }
      return spans;
    }

    private long at(Tree t) {
      return env.trees().getSourcePositions().getStartPosition(unit, t);
    }

    private long end(Tree t) {
      return env.trees().getSourcePositions().getEndPosition(unit, t);
    }

    @Override
    public Void visitClass(ClassTree t, Void p) {
      return null;
    }

    @Override
    public Void visitMethod(MethodTree t, Void p) {
      return null;
    }

    @Override
    public Void visitVariable(VariableTree t, Void p) {
      tracked.declared(t);
      return super.visitVariable(t, p);
    }

    @Override
    public Void visitAssignment(AssignmentTree t, Void p) {
      written(t.getVariable(), t);
      return super.visitAssignment(t, p);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree t, Void p) {
      written(t.getVariable(), t);
      return super.visitCompoundAssignment(t, p);
    }

    @Override
    public Void visitUnary(UnaryTree t, Void p) {
      switch (t.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
            written(t.getExpression(), t);
        default -> {}
      }
      return super.visitUnary(t, p);
    }

    private void written(ExpressionTree target, Tree at) {
      ExpressionTree t = TreeUtils.withoutParens(target);
      boolean content = false;
      while (t instanceof ArrayAccessTree a) {
        t = TreeUtils.withoutParens(a.getExpression());
        content = true;
      }
      write(tracked.path(t), content, at);
    }

    private void write(Path path, boolean content, Tree at) {
      if (path != null
          && path.step() instanceof VariableElement f
          && f.getKind() == ElementKind.FIELD) {
        writes.add(new Write(new Target(f, content), path.base(), at(at)));
      }
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
      ExecutableElement method = TreeUtils.elementFromUse(t);
      Contract c = env.contract(t, method);
      Path receiver = tracked.receiver(t);
      if (c.has("Mutates")) {
        write(receiver, true, t);
      }
      Path lock = receiver;
      for (Mark m : c.all("Acquires")) {
        Mode mode = m.constant("mode", Mode.ANY);
        if (lock != null && (mode == Mode.EXCLUSIVE || mode == Mode.ANY)) {
          acquired.add(new Span(lock, at(t), 0));
        }
      }
      if (lock != null
          && c.mark("Converts").map(m -> m.text("to", "")).orElse("").equals("EXCLUSIVE")) {
        acquired.add(new Span(lock, at(t), 0));
      }
      if (lock != null && c.has("Releases")) {
        released.add(new Span(lock, at(t), 0));
      }
      if (lock != null
          && c.has("HeldDuring")
          && c.mark("HeldDuring").get().constant("mode", Mode.ANY) != Mode.SHARED) {
        during.add(new Span(lock, at(t), end(t)));
      }
      if (Path.THIS.equals(receiver)) {
        calls.add(new Called(method, at(t)));
        ends.put(at(t), end(t));
      }
      return super.visitMethodInvocation(t, p);
    }
  }
}
