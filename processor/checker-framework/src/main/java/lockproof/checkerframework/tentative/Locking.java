package lockproof.checkerframework.tentative;

import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import lockproof.checkerframework.shared.Environment;
import lockproof.checkerframework.tentative.Facts.Effect;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;
import lockproof.contract.Outcome;

/** Calls whose contract says what they do to locks and sections. */
final class Locking {
  private final Environment env;
  private final Findings findings;

  Locking(Environment env, Findings findings) {
    this.env = env;
    this.findings = findings;
  }

  static boolean decides(Call c) {
    return decides(c.contract());
  }

  static boolean decides(Contract c) {
    return c.has("Acquires")
        || c.has("Releases")
        || c.has("Validates")
        || c.has("Converts")
        || c.has("LockView");
  }

  static boolean opens(Call c) {
    return c.contract().all("Acquires").stream()
        .anyMatch(m -> m.constant("mode", Mode.ANY) == Mode.OPTIMISTIC);
  }

  /** Applies the contract; the result is what the call gives. */
  Trace apply(TentativeStore store, Call c) {
    if (c.contract().has("LockView")) {
      return Trace.NONE.at(c.receiver().path());
    }
    Trace result = Trace.NONE;
    if (c.contract().has("Validates")) {
      Mark m = c.contract().mark("Validates").get();
      result = validated(store, c, lock(c, m.text("value", "this")), outcome(m, Outcome.TRUE));
    }
    if (c.contract().has("Converts")) {
      result = converted(store, c);
    }
    for (Mark m : c.contract().all("Acquires")) {
      for (String text : m.texts("value", "this")) {
        result = acquired(store, c, m, lock(c, text), result);
      }
    }
    if (c.contract().has("Releases")) {
      store.release(c.lock());
    }
    return result;
  }

  private static Outcome outcome(Mark m, Outcome otherwise) {
    return m.constant("on", otherwise);
  }

  private Trace validated(TentativeStore store, Call c, Path asked, Outcome on) {
    Path lock = asked;
    int i = c.contract().parameterWith("Stamp");
    Trace stamp = i < 0 || i >= c.args().size() ? Trace.NONE : c.args().get(i);
    Set<Path> of = stamp.stamps();
    if (of.size() == 1 && together(stamp.path(), lock)) {
      lock = of.iterator().next();
    }
    if (!of.isEmpty() && !of.contains(lock)) {
      findings.add(
          c.at(),
          new Findings.Finding("stamp-misuse", of.iterator().next().toString(), lock.toString()));
      of.forEach(store::settle);
      return Trace.NONE;
    }
    Set<Effect> good = Set.of(new Effect(Facts.Kind.SETTLES, lock));
    Set<Effect> bad = Set.of(new Effect(Facts.Kind.FAILS, lock));
    return Trace.NONE.with(Facts.when(on != Outcome.FALSE, good, bad));
  }

  /** Whether the stamp is kept beside the lock, in the same object. */
  private static boolean together(Path stamp, Path lock) {
    return stamp != null && stamp.base() != null && stamp.base().equals(lock.base());
  }

  private Trace converted(TentativeStore store, Call c) {
    Path lock = c.lock();
    Mark m = c.contract().mark("Converts").get();
    boolean held = store.holds(lock);
    Effect settles = new Effect(Facts.Kind.SETTLES, lock);
    if (m.constant("to", Mode.ANY) != Mode.OPTIMISTIC) {
      Set<Effect> both = Set.of(settles, new Effect(Facts.Kind.HOLDS, lock));
      return Trace.NONE.stamps(Set.of(lock)).with(new Facts(both, Set.of()));
    }
    if (held) {
      store.release(lock);
      store.begin(lock);
      return Trace.NONE.stamps(Set.of(lock));
    }
    Effect fails = new Effect(Facts.Kind.FAILS, lock);
    return Trace.NONE.stamps(Set.of(lock)).with(new Facts(Set.of(settles), Set.of(fails)));
  }

  private static Trace acquired(TentativeStore store, Call c, Mark m, Path lock, Trace sofar) {
    if (m.constant("mode", Mode.ANY) == Mode.OPTIMISTIC) {
      store.begin(lock);
      return sofar.stamps(Set.of(lock));
    }
    if (outcome(m, Outcome.ALWAYS) == Outcome.ALWAYS) {
      store.take(lock);
      return sofar.stamps(Set.of(lock));
    }
    Set<Effect> yes = Trace.union(Set.of(new Effect(Facts.Kind.HOLDS, lock)), sofar.facts().yes());
    return sofar.stamps(Set.of(lock)).with(new Facts(ordered(yes), sofar.facts().no()));
  }

  /** What validates comes before what holds: a section ends by being taken. */
  private static Set<Effect> ordered(Set<Effect> effects) {
    Set<Effect> ordered = new java.util.LinkedHashSet<>();
    effects.stream().filter(e -> e.kind() == Facts.Kind.SETTLES).forEach(ordered::add);
    ordered.addAll(effects);
    return ordered;
  }

  /** The lock that an expression of a contract names. */
  Path lock(Call c, String text) {
    if (text.equals("this")) {
      return c.lock();
    }
    for (int i = 0; i < c.args().size(); i++) {
      if (c.method().getParameters().get(c.parameter(i)).getSimpleName().contentEquals(text)) {
        return c.args().get(i).path() == null ? Path.site(c.at()) : c.args().get(i).path();
      }
    }
    Path path = c.lock();
    TypeElement type = (TypeElement) c.method().getEnclosingElement();
    for (String name : text.split("\\.")) {
      if (!name.equals("this")) {
        Element f = env.field(type, name);
        path = f == null || path == null ? null : path.to(f);
      }
    }
    return path == null ? Path.site(c.at()) : path;
  }
}
