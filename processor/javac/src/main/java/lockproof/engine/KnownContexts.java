package lockproof.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contexts;
import lockproof.contract.Mark;

/**
 * Where code runs: contexts that are known, asserted and asked for without a token being passed.
 */
final class KnownContexts {
  private final Machine m;

  KnownContexts(Machine m) {
    this.m = m;
  }

  /** Runs what is called; what marks say of where it runs holds in there. */
  List<Out> within(World w, List<Mark> marks, Supplier<List<Out>> body) {
    Set<String> outside = w.contexts;
    w.contexts = Contexts.entered(outside, marks);
    Set<String> inside = w.contexts;
    List<Out> outs = body.get();
    if (inside != outside) {
      outs.forEach(o -> o.world().contexts = Contexts.left(o.world().contexts, inside, outside));
    }
    return outs;
  }

  /** A scope that nobody can close any more: the context stays. */
  void stay(World w, TypeMirror type) {
    TypeElement t = Env.declared(type);
    if (t != null) {
      Set<String> all = new LinkedHashSet<>(w.contexts);
      all.add(t.getQualifiedName().toString());
      w.contexts = all;
    }
  }

  /** Contexts are asked for without a token being passed. */
  void needed(World w, Mark mark, String callee, Site at) {
    List<String> missing = mark.texts("value").stream().filter(x -> !proven(w, x)).toList();
    boolean any = mark.flag("anyOf", false) && missing.size() < mark.texts("value").size();
    if (missing.isEmpty() || any) {
      return;
    }
    String context = missing.get(0);
    if (Contexts.named(context)) {
      String here = Contexts.instead(w.contexts, context);
      m.emit(
          () ->
              new Event.ContextNeeded(
                  at,
                  callee,
                  Contexts.name(context),
                  here == null ? Event.TokenProblem.UNSAID : Event.TokenProblem.ELSEWHERE,
                  here));
      return;
    }
    boolean closed = w.scopes.values().stream().anyMatch(s -> !s.open() && is(s.type(), context));
    m.emit(
        () ->
            new Event.ContextNeeded(
                at,
                callee,
                context.substring(context.lastIndexOf('.') + 1),
                closed ? Event.TokenProblem.CLOSED : Event.TokenProblem.ABSENT,
                null));
  }

  boolean proven(World w, String context) {
    if (Contexts.named(context)) {
      return w.contexts.contains(context) || Contexts.name(context).isEmpty();
    }
    return w.contexts.contains(context)
        || w.contexts.stream().anyMatch(c -> !Contexts.named(c) && is(c, context))
        || w.scopes.values().stream()
            .anyMatch(s -> s.open() && (is(s.type(), context) || yields(s.type(), context)));
  }

  /** Whether a guard of this type hands out the token of the context it opened. */
  private boolean yields(TypeMirror type, String context) {
    TypeElement t = Env.declared(type);
    return t != null
        && m.env.elements.getAllMembers(t).stream()
            .anyMatch(
                e ->
                    e instanceof ExecutableElement x
                        && x.getParameters().isEmpty()
                        && m.env.marked(x.getReturnType(), "ContextToken")
                        && is(x.getReturnType(), context));
  }

  /** Whether who is in the one context is in the other, as its token would be one of the other. */
  private boolean is(String inner, String context) {
    TypeElement t = m.env.elements.getTypeElement(inner);
    return t != null && is(t.asType(), context);
  }

  private boolean is(TypeMirror type, String context) {
    TypeElement t = m.env.elements.getTypeElement(context);
    return t != null && m.env.subclass(Env.declared(type), t);
  }
}
