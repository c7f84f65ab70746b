package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** A body, and what it mentions. */
final class Body {
  final ExecutableElement method;
  final MethodTree tree;
  final ClassTree owner;
  final Set<ExecutableElement> calls = new LinkedHashSet<>();
  final Set<VariableElement> writes = new LinkedHashSet<>();
  final Set<VariableElement> fields = new LinkedHashSet<>();

  /** Fields whose content it may change, itself or by giving it to one that changes it. */
  final Set<VariableElement> changes = new LinkedHashSet<>();

  /** Whether it, or a method here that it calls, changes an object that it is given. */
  boolean changesGiven;

  /** Fields written by the methods here that are not public and that it calls, by way of such. */
  private final Set<VariableElement> writtenBelow = new LinkedHashSet<>();

  /** Fields whose content those methods change. */
  private final Set<VariableElement> changedBelow = new LinkedHashSet<>();

  /** What it and everything that it calls here writes, and the fields they mention. */
  private Set<VariableElement> allWrites;

  private Set<VariableElement> allFields;

  boolean locking;

  /** Whether its own code takes locks, or may be run by somebody who has one. */
  boolean locksItself;

  /** Whether it, or a body that it calls here, may put the thread to sleep. */
  boolean sleeps;

  /** Whether there are lambdas in it. */
  boolean lambdas;

  /** Whether one of them is run by somebody here, who may have a lock. */
  boolean lends;

  /** Whether it is judged where its class is made, as a lambda is. */
  boolean closure;

  /** How deep calls in it can be followed, as far as has been tried. */
  int reach = Bodies.DEPTH;

  Body(ExecutableElement method, MethodTree tree, ClassTree owner) {
    this.method = method;
    this.tree = tree;
    this.owner = owner;
  }

  /** Whether it is a constructor that takes or releases locks where fields are declared. */
  boolean locksAtFields(Map<TypeElement, Body> initializers) {
    if (method == null || method.getKind() != ElementKind.CONSTRUCTOR) {
      return false;
    }
    Body fields = initializers.get(Env.typeOf(method));
    return fields != null && fields.locking && !delegates(tree);
  }

  /** Whether the constructor begins by calling another one of its class. */
  static boolean delegates(MethodTree constructor) {
    List<? extends StatementTree> all = constructor.getBody().getStatements();
    return !all.isEmpty()
        && all.get(0) instanceof ExpressionStatementTree e
        && e.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name
        && name.getName().contentEquals("this");
  }

  /** What the other mentions is mentioned here. */
  void contains(Body other) {
    calls.addAll(other.calls);
    writes.addAll(other.writes);
    fields.addAll(other.fields);
    changes.addAll(other.changes);
    changesGiven |= other.changesGiven;
    locking |= other.locking;
    sleeps |= other.sleeps;
    lambdas = true;
  }

  /** Whether several methods read a field that they do not write. */
  static boolean severalRead(Collection<Body> bodies, VariableElement f) {
    return bodies.stream()
            .filter(b -> b.fields.contains(f) && !b.writes.contains(f))
            .limit(2)
            .count()
        > 1;
  }

  /** What one body does, those that call it here do. */
  static void spread(Map<ExecutableElement, Body> bodies) {
    bodies.values().forEach(b -> b.locksItself = b.locking || b.lends || b.closure);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Body b : bodies.values()) {
        for (ExecutableElement c : b.calls) {
          Body callee = bodies.get(c);
          if (callee != null && callee != b) {
            changed |= b.calling(callee);
          }
        }
      }
    }
  }

  private boolean calling(Body callee) {
    boolean more =
        !callee.method.getModifiers().contains(Modifier.PUBLIC)
            && (writtenBelow.addAll(callee.writes)
                | writtenBelow.addAll(callee.writtenBelow)
                | changedBelow.addAll(callee.changes)
                | changedBelow.addAll(callee.changedBelow));
    if (callee.changesGiven) {
      // What it gives may come from any field, and from its own caller.
      more |= changes.addAll(fields);
      more |= !changesGiven && !method.getParameters().isEmpty();
      changesGiven |= !method.getParameters().isEmpty();
    }
    more |= callee.locking && !locking || callee.sleeps && !sleeps;
    locking |= callee.locking;
    sleeps |= callee.sleeps;
    return more;
  }

  /** Whether data that a lock covers may be changed here, perhaps by another name. */
  boolean touches(Coverage coverage) {
    return changes(coverage) || fields.stream().anyMatch(f -> coverage.covered(f, true));
  }

  /** Whether data that a lock covers are changed here, or in those that it calls. */
  boolean changes(Coverage coverage) {
    return any(writes, writtenBelow, f -> coverage.covered(f, false))
        || any(changes, changedBelow, f -> coverage.covered(f, true));
  }

  private static boolean any(
      Set<VariableElement> own, Set<VariableElement> below, Predicate<VariableElement> what) {
    return own.stream().anyMatch(what) || below.stream().anyMatch(what);
  }

  /** Fields that it or one of these that it calls writes. */
  Set<VariableElement> allWrites(Map<ExecutableElement, Body> bodies) {
    if (allWrites == null) {
      gather(bodies);
    }
    return allWrites;
  }

  /** Fields that it or one of these that it calls mentions. */
  Set<VariableElement> allFields(Map<ExecutableElement, Body> bodies) {
    if (allFields == null) {
      gather(bodies);
    }
    return allFields;
  }

  private void gather(Map<ExecutableElement, Body> bodies) {
    Set<Body> all = new LinkedHashSet<>();
    Deque<Body> todo = new ArrayDeque<>(List.of(this));
    allWrites = new LinkedHashSet<>();
    allFields = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      Body next = todo.pop();
      if (all.add(next)) {
        allWrites.addAll(next.writes);
        allFields.addAll(next.fields);
        next.calls.stream().map(bodies::get).filter(Objects::nonNull).forEach(todo::push);
      }
    }
  }
}
