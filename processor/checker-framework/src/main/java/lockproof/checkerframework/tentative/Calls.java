package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Outcome;

/** What calls give: by contract, by what the body shows where it stands in the same file. */
final class Calls {
  private final Environment env;
  private final Reads reads;
  private final Locking locking;
  private final Helpers helpers;

  Calls(Environment env, Reads reads, Findings findings) {
    this.env = env;
    this.reads = reads;
    this.locking = new Locking(env, findings);
    this.helpers = new Helpers(env, reads, this);
  }

  /** The trace of the result. Changes the store as the call does. */
  Trace call(TentativeStore store, Call c, int depth) {
    if (Locking.decides(c)) {
      return locking.apply(store, c);
    }
    if (c.contract().has("Retries")) {
      return Trace.NONE;
    }
    Trace closure = helpers.closure(store, c, depth);
    if (closure != null) {
      return closure;
    }
    Trace inner = helpers.result(store, c, depth);
    Set<Dep> deps = new LinkedHashSet<>(inner == null ? c.deps() : inner.deps());
    if (inner == null && !c.contract().has("Mutates")) {
      deps.addAll(reads.content(store, c.receiver().path()));
      c.args().forEach(a -> deps.addAll(reads.content(store, a.path())));
    }
    if (runsHere(c)) {
      store.open().forEach(lock -> deps.add(new Dep(lock, Dep.Status.OPEN)));
    }
    if (c.contract().has("Mutates") && c.fluent()) {
      return c.receiver().with(deps);
    }
    Trace result = (inner == null ? Trace.NONE : inner).with(deps);
    if (inner == null && pure(c)) {
      String function = c.method().getSimpleName().toString();
      result = result.range(Range.of(function, c.args().stream().map(Trace::range).toList()));
    }
    boolean absent =
        pure(c)
            && !c.args().isEmpty()
            && env.contracts().hasMutators(c.method().getEnclosingElement().asType())
            && !c.method().getReturnType().getKind().isPrimitive()
            && c.method().getParameters().stream()
                .noneMatch(p -> p.asType().equals(c.method().getReturnType()));
    if (result.path() == null) {
      result = result.at(given(c));
    }
    if (inner == null
        && c.args().isEmpty()
        && c.method().getReturnType().getKind() == TypeKind.LONG) {
      result = result.stamps(c.receiver().stamps());
    }
    return absent ? result.maybeNull(true) : result;
  }

  /** A lock that a method out of sight gives is the same one each time that it is asked. */
  private Path given(Call c) {
    Path path = isStatic(c) ? Path.root(c.method()) : c.receiver().path();
    if (path == null
        || !(c.method().getReturnType() instanceof DeclaredType type)
        || env.contracts().typeMark(type, "LockType").isEmpty()) {
      return null;
    }
    path = isStatic(c) ? path : path.to(c.method());
    for (Trace a : c.args()) {
      path = path == null || a.path() == null ? null : path.to(a.path());
    }
    return path;
  }

  private static boolean isStatic(Call c) {
    return c.method().getModifiers().contains(Modifier.STATIC);
  }

  static boolean pure(Call c) {
    return c.contract().has("Pure") || c.contract().has("TentativeSafe");
  }

  /** Whether the call may throw because of what it is given. */
  static boolean partial(Call c) {
    return c.contract()
        .mark("Pure")
        .filter(pure -> pure.flag("mayThrow", false))
        .map(
            pure ->
                switch (pure.constant("unless", Outcome.ALWAYS)) {
                  case NONNULL -> c.args().stream().anyMatch(Trace::maybeNull);
                  case NONZERO -> !divides(c);
                  default -> true;
                })
        .orElse(false);
  }

  /** Whether its last argument, by which it divides, is a number other than zero. */
  private static boolean divides(Call c) {
    return c.at() instanceof MethodInvocationTree t
        && !t.getArguments().isEmpty()
        && t.getArguments().get(t.getArguments().size() - 1) instanceof LiteralTree l
        && l.getValue() instanceof Number n
        && n.doubleValue() != 0;
  }

  /** Whether a closure of the caller runs before the call returns. */
  private boolean runsHere(Call c) {
    return c.method().getEnclosingElement() instanceof TypeElement t && env.functional(t)
        || takesClosure(c);
  }

  private boolean takesClosure(Call c) {
    if (!(c.at() instanceof com.sun.source.tree.MethodInvocationTree t)) {
      return false;
    }
    List<? extends ExpressionTree> args = t.getArguments();
    for (int i = 0; i < args.size(); i++) {
      Tree a = args.get(i);
      if ((a instanceof LambdaExpressionTree || a instanceof MemberReferenceTree)
          && c.contract().parameterHas(c.parameter(i), "RunsInPlace")
          && !c.contract().has("HeldDuring")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the method only computes with what it is given. */
  boolean expression(Call c) {
    return helpers.expression(c);
  }

  /** Whether the body that stands here is the one that will run. */
  boolean bodyKnown(Call c) {
    MethodTree body = reads.facts().body(c.method());
    return body != null
        && (c.method().getModifiers().contains(Modifier.PRIVATE)
            || c.method().getModifiers().contains(Modifier.STATIC)
            || c.method().getModifiers().contains(Modifier.FINAL)
            || c.method().getEnclosingElement().getModifiers().contains(Modifier.FINAL)
            || !reads.facts().overridden(c.method()));
  }
}
