package lockproof.engine;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import lockproof.contract.Mark;
import lockproof.contract.Outcome;

/** Marks are verified: what a method says about itself must be what its body does. */
final class Marks {
  private static final List<String> NAMING =
      List.of("GuardedBy", "MustHold", "MustNotHold", "Acquires", "Releases", "HeldIf");

  private final Machine m;

  Marks(Machine m) {
    this.m = m;
  }

  private void broken(Tree at, Mark mark, String why) {
    m.emit(() -> new Event.MarkBroken(m.here(at), "@" + mark.name(), why));
  }

  // ---- by the declaration

  /** Lock expressions must name a lock, and a test must have an answer. */
  void declared(Element e, TypeElement type, Tree at) {
    for (Mark mark : m.env.contracts.marks(e)) {
      if (!NAMING.contains(mark.name()) || !mark.attributes().containsKey("value")) {
        continue;
      }
      if (!m.env.contracts.ours(e, mark.name())) {
        continue;
      }
      for (String text : mark.texts("value")) {
        Sym self = new Sym.Root(type, "this");
        if (m.holds.resolve(text, self, type, parameters(e)) == null) {
          broken(at, mark, "`" + text + "` names no lock that can be seen from here");
        }
      }
      if (mark.name().equals("HeldIf")
          && e instanceof ExecutableElement x
          && x.getReturnType().getKind() == TypeKind.VOID) {
        broken(at, mark, "the method returns nothing that could tell");
      }
    }
  }

  private static java.util.Map<String, Sym> parameters(Element e) {
    java.util.Map<String, Sym> names = new java.util.HashMap<>();
    if (e instanceof ExecutableElement x) {
      x.getParameters()
          .forEach(
              p ->
                  names.put(
                      p.getSimpleName().toString(), new Sym.Root(p, p.getSimpleName().toString())));
    }
    return names;
  }

  // ---- by the body

  void judge(Frame root, Worlds normal, Exits exits) {
    if (!(root.owner() instanceof ExecutableElement x) || !(root.body() instanceof MethodTree)) {
      return;
    }
    boolean throwing =
        exits.ways.keySet().stream()
            .anyMatch(w -> w.kind() == Exits.Kind.THROW && w.cause() == Exits.Cause.THROW);
    if (throwing && m.marked.givenTorn()) {
      m.marked.unsafe(root.body(), "it may throw");
    }
    List<World> ends = new ArrayList<>();
    normal.forEach(ends::add);
    exits.ways.forEach(
        (way, worlds) -> {
          if (way.kind() == Exits.Kind.RETURN) {
            worlds.forEach(ends::add);
          }
        });
    for (Mark mark : m.env.contracts.marks(x)) {
      if (mark.name().equals("Total")
          && exits.ways.keySet().stream().anyMatch(way -> way.kind() == Exits.Kind.THROW)) {
        broken(root.body(), mark, "an exception may leave it");
      }
      if (mark.name().equals("Validates")
          && ends.stream().anyMatch(w -> m.marked.unfounded(w, mark))) {
        broken(root.body(), mark, "it gives the answer without the lock having been asked");
      }
      for (String text :
          mark.attributes().containsKey("value") ? mark.texts("value") : List.<String>of()) {
        Sym lock = m.holds.resolve(text, root.self(), root.type(), parameters(x));
        if (lock != null) {
          ends.forEach(w -> kept(w, mark, lock, root.body()));
        }
      }
    }
  }

  /** Whether the result says for certain that nothing is proven. */
  private boolean denies(World w, Outcome proof) {
    Sym result = w.result.sym();
    return switch (proof) {
      case TRUE -> m.paths.isTrue(w, result) == Boolean.FALSE;
      case FALSE -> m.paths.isTrue(w, result) == Boolean.TRUE;
      case NONZERO -> m.paths.isZero(w, result) == Boolean.TRUE;
      case NONNULL -> m.paths.isNull(w, result) == Boolean.TRUE;
      case ALWAYS -> false;
    };
  }

  private void kept(World w, Mark mark, Sym lock, Tree at) {
    boolean held = m.holds.heldMode(w, lock) != null;
    String name = Names.of(lock);
    Outcome on = mark.constant("on", Outcome.ALWAYS);
    switch (mark.name()) {
      case "Acquires" -> {
        if (!held && on == Outcome.ALWAYS) {
          broken(at, mark, "`" + name + "` is not held on every return");
        }
      }
      case "Releases" -> {
        if (held && on == Outcome.ALWAYS) {
          broken(at, mark, "`" + name + "` is still held on some return");
        }
      }
      case "HeldIf" -> {
        Outcome proof = mark.constant("on", Outcome.TRUE);
        if (!held && !w.blurred && !denies(w, proof)) {
          broken(at, mark, "it gives the answer without `" + name + "` being held");
        }
      }
      case "AssertsHeld" -> {
        if (!held && !w.blurred) {
          broken(at, mark, "it returns without `" + name + "` being held");
        }
      }
      case "MustHold" -> {
        if (!held && !mark.flag("anyOf", false)) {
          broken(at, mark, "`" + name + "` is not held any more on some return");
        }
      }
      default -> {}
    }
  }
}
