package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import org.checkerframework.dataflow.cfg.node.Node;

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
    for (Tree site : h.scopes()) {
      if (!h.itself()) {
        continue;
      }
      Map<Tree, Scope> dependent = new LinkedHashMap<>(store.scopes());
      dependent.forEach(
          (inner, s) -> {
            if (s.on().contains(site) && s.open()) {
              Tree place = factory.placeOfClose(at, site);
              reports.add(store, place, "context-outlived", text(place), text(inner));
              store.open(inner, Scope.opened(s.type(), s.guard(), Set.of()));
            }
          });
      store.close(site);
    }
  }

  void arguments(
      ContextStore store,
      List<Node> nodes,
      List<Held> args,
      ExecutableElement method,
      Tree call,
      Set<Tree> given) {
    int last = method.getParameters().size() - 1;
    for (int i = 0; i < nodes.size(); i++) {
      Held h = args.get(i);
      Tree at = nodes.get(i).getTree() == null ? call : nodes.get(i).getTree();
      VariableElement p = last < 0 ? null : method.getParameters().get(Math.min(i, last));
      TypeMirror type = p == null ? null : p.asType();
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
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The contexts that the method needs must be proven. */
  void contexts(ContextStore store, ExecutableElement method, Contract c, Tree at) {
    for (String context : factory.requirements().of(method, c)) {
      if (!tokens.proven(store, context)) {
        reports.add(
            store, at, "context-missing", method.getSimpleName().toString(), simple(context));
        return;
      }
    }
  }
}
