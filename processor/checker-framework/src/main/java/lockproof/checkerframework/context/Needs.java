package lockproof.checkerframework.context;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contexts;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.javacutil.TreeUtils;

/** Judges what is needed where scopes are used, closed, and passed on. */
final class Needs {
  private final ContextAnnotatedTypeFactory factory;
  private final Tokens tokens;
  private final Reports reports;

  Needs(ContextAnnotatedTypeFactory factory) {
    this.factory = factory;
    this.tokens = factory.tokens();
    this.reports = factory.reports();
  }

  /** A token, a guard, or data that was reached through one is used. */
  void used(ContextStore store, Held h, Tree at) {
    for (Tree site : h.scopes()) {
      Scope s = store.scope(site);
      if (s != null && s.away()) {
        reports.add(store, at, "region-escape", text(at));
        store.forgive(site);
        return;
      }
      if (s != null && s.closed()) {
        reports.add(store, at, s.guard() ? "guard-closed" : "context-closed", text(at));
        store.forgive(site);
        return;
      }
    }
  }

  private static String text(Tree at) {
    return at == null ? "it" : Reports.text(at);
  }

  /** A scope is closed: nothing that depends on it may be open still. */
  void closed(ContextStore store, Held h, Tree at) {
    suspended(store, h, at);
    if (h.itself()) {
      h.scopes().forEach(store::close);
    }
  }

  /**
   * A scope ends, or is given up for a while: nothing that depends on it may be open. What an
   * exception has left open is a leak, and for those who judge leaks.
   */
  void suspended(ContextStore store, Held h, Tree at) {
    for (Tree site : h.itself() && !store.isUnwinding() ? h.scopes() : Set.<Tree>of()) {
      Map<Tree, Scope> dependent = new LinkedHashMap<>(store.scopes());
      dependent.forEach(
          (inner, s) -> {
            if (s.on().contains(site) && s.open()) {
              Tree place = factory.placeOfClose(at, site);
              reports.add(store, place, "context-outlived", text(place), text(inner));
              store.forgive(inner);
            }
          });
    }
  }

  /** A guard is returned: the caller has no hold of a scope that was opened here for it. */
  void handedBack(ContextStore store, Held h, Tree at) {
    for (Tree site : h.itself() ? h.scopes() : Set.<Tree>of()) {
      Scope s = store.scope(site);
      boolean own =
          s != null
              && s.on().stream()
                  .anyMatch(on -> store.scope(on) != null && !(on instanceof VariableTree));
      if (own) {
        reports.add(store, at, "region-escape", text(at));
        store.forgive(site);
      }
    }
  }

  void arguments(
      ContextStore store,
      List<Node> nodes,
      List<Held> args,
      ExecutableElement method,
      TypeMirror receiver,
      Tree call,
      Set<Tree> given) {
    int last = method.getParameters().size() - 1;
    for (int i = 0; i < nodes.size(); i++) {
      Held h = args.get(i);
      Tree at = nodes.get(i).getTree() == null ? call : nodes.get(i).getTree();
      VariableElement p = last < 0 ? null : method.getParameters().get(Math.min(i, last));
      TypeMirror type = p == null ? null : factory.typeOf(p, receiver);
      boolean wanted = tokens.token(type) && !Tokens.nullable(p) && !factory.acceptsSpent(p);
      if (wanted && h.forged()) {
        reports.add(store, at, "context-forged", text(at));
      } else if (wanted && h.isNull()) {
        reports.add(store, at, "context-missing", method.getSimpleName(), simple(type));
      } else {
        used(store, h, at);
      }
      if (h.itself() && tokens.token(type)) {
        given.addAll(h.scopes());
      }
    }
  }

  private static String simple(TypeMirror type) {
    String name = type.toString();
    return simple(name);
  }

  private static String simple(String name) {
    return Contexts.named(name) ? Contexts.name(name) : name.substring(name.lastIndexOf('.') + 1);
  }

  /** The contexts that the method needs must be proven. */
  void contexts(ContextStore store, ExecutableElement method, Contract c, Tree at) {
    proven(store, factory.requirements().of(method, c), method, at);
  }

  /** A closure that was handed over with a promise is called. */
  void entrusted(ContextStore store, Element closure, ExecutableElement method, Tree at) {
    List<Mark> promised = factory.environment().contracts().marks(closure);
    proven(
        store,
        promised.stream().filter(m -> m.name().equals("RequiresContext")).toList(),
        method,
        at);
    if (method.getModifiers().contains(Modifier.ABSTRACT)) {
      ContextStore there = store.copy();
      there.enter(factory.environment().contracts().of(method).all("RequiresContext"));
      for (Requirements.Need n : factory.requirements().ofClosure(closure)) {
        proven(there, List.of(n.mark()), n.method(), n.at());
      }
    }
  }

  private void proven(ContextStore store, List<Mark> marks, ExecutableElement method, Tree at) {
    for (Mark mark : marks) {
      List<String> values = mark.texts("value");
      List<String> missing = values.stream().filter(v -> !tokens.proven(store, v)).toList();
      boolean any = mark.flag("anyOf", false) && missing.size() < values.size();
      if (!missing.isEmpty() && !any && said(store, missing.get(0), at)) {
        String name = method.getSimpleName().toString();
        reports.add(store, at, "context-missing", name, simple(missing.get(0)));
        return;
      }
    }
  }

  /** Of contexts with names only such code is judged as says where it runs, or asks for it. */
  private boolean said(ContextStore store, String context, Tree at) {
    return !Contexts.named(context)
        || Contexts.instead(store.proven(), context) != null
        || factory.asked(at);
  }

  /** A method that is named where a closure is expected needs what it needs when it is called. */
  void named(ContextStore store, MemberReferenceTree reference) {
    Environment env = factory.environment();
    TreePath path = factory.getPath(reference);
    if (path.getParentPath().getLeaf() instanceof VariableTree v
        && factory.bodies().closure(TreeUtils.elementFromDeclaration(v)) != null) {
      return; // Judged where it is called.
    }
    ContextStore there = store.copy();
    if (env.runsInPlace(reference, path) == null) {
      there.elsewhere();
    }
    enter(there, reference);
    ExecutableElement method = TreeUtils.elementFromUse(reference);
    contexts(there, method, env.contracts().of(method), reference);
  }

  /** Where a closure runs, by what is said of the parameter that takes it, and of its type. */
  void enter(ContextStore store, ExpressionTree closure) {
    Environment env = factory.environment();
    env.parameterMark(closure, factory.getPath(closure), "RequiresContext")
        .ifPresent(promise -> store.enter(List.of(promise)));
    ExecutableElement implemented = env.implemented(closure);
    if (implemented != null) {
      store.enter(env.contracts().of(implemented).all("RequiresContext"));
    }
  }
}
