package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Outcome;

/**
 * Marks about optimistic sections, verified at the bodies that carry them: who says that it may be
 * given torn values is given some, who says that it validates is given a stamp.
 */
final class MarkedSections {
  /** The lock of the section in which a marked method's arguments were read, whatever it is. */
  private static final Sym ANY = new Sym.Root("@TentativeSafe", "@TentativeSafe");

  /** What a method that says that it changes nothing runs in: effects in it are told. */
  private static final Sym UNCHANGED = new Sym.Root("@Pure", "@Pure");

  private final Machine m;
  private Sym validated;

  MarkedSections(Machine m) {
    this.m = m;
  }

  void begin() {
    validated = null;
  }

  /** What the marks say is the case when the method is entered. */
  void enter(World w, ExecutableElement method, Frame frame) {
    Contract c = m.env.contract(method);
    if (m.env.contracts.ours(method, "Pure")) {
      m.sections.open(w, UNCHANGED, frame.body());
    }
    if (safe(method, c)) {
      Sym stamp = m.sections.open(w, ANY, frame.body()).sym();
      for (int i = 0; i < method.getParameters().size(); i++) {
        if (c.has("TentativeSafe") || c.parameterHas(i, "TentativeSafe")) {
          torn(w, method.getParameters().get(i), stamp);
        }
      }
    }
    int i = c.parameterWith("Stamp");
    if (c.has("Validates") && !c.has("Acquires") && i >= 0) {
      Sym lock = lock(c.mark("Validates").get(), frame.self(), frame.type());
      if (lock != null) {
        Value stamp = m.sections.open(w, lock, frame.body());
        validated = stamp.sym();
        w.locals.put(method.getParameters().get(i), stamp);
      }
    }
  }

  private void torn(World w, VariableElement p, Sym stamp) {
    w.locals.computeIfPresent(p, (k, v) -> v.with(Set.of(new Dep(Dep.Kind.TENTATIVE, stamp))));
  }

  private static boolean safe(ExecutableElement method, Contract c) {
    return c.has("TentativeSafe")
        || c.parameterWith("TentativeSafe") >= 0 && !method.getParameters().isEmpty();
  }

  private Sym lock(Mark mark, Sym self, TypeElement type) {
    String path = mark.text("value", "this");
    return path.equals("this") ? null : m.holds.resolve(path, self, type, java.util.Map.of());
  }

  /** Whether the body at hand belongs to a method that says it may be given torn values. */
  boolean givenTorn() {
    return m.root().owner() instanceof ExecutableElement x && safe(x, m.env.contract(x));
  }

  /** Whether the section is the one of a marked method's arguments. */
  static boolean any(Section s) {
    return s.lock().equals(ANY);
  }

  /** Whether the section is no section of a reader. */
  static boolean pure(Section s) {
    return s.lock().equals(UNCHANGED);
  }

  /** Tells of an effect where a mark says that there is none; true if there is such a mark. */
  boolean changes(Section s, Tree at, String what) {
    if (any(s) || pure(s)) {
      String mark = pure(s) ? "@Pure" : "@TentativeSafe";
      m.emit(() -> new Event.MarkBroken(m.cause(at), mark, "it " + what));
    }
    return any(s) || pure(s);
  }

  /** A marked method does with its arguments what it must not. */
  void unsafe(Tree at, String why) {
    m.emit(() -> broken(at, why));
  }

  Event.MarkBroken broken(Tree at, String why) {
    return new Event.MarkBroken(m.cause(at), "@TentativeSafe", why);
  }

  /** Whether an end of the method gives the answer without having asked the lock. */
  boolean unfounded(World w, Mark mark) {
    Sym answer = w.result.sym();
    if (validated == null || answer == null) {
      return false;
    }
    boolean good = mark.constant("on", Outcome.TRUE) == Outcome.TRUE;
    Boolean known = m.paths.isTrue(w, answer);
    Section s = w.sections.get(validated);
    boolean settled = s == null || s.state() == Section.State.SETTLED;
    return !settled && (known == null ? onlyOfStamp(answer) : known == good);
  }

  /** Whether the answer is computed from the stamp alone, without asking anybody. */
  private boolean onlyOfStamp(Sym answer) {
    boolean[] asks = {false};
    Sym.rewrite(
        answer,
        part -> {
          asks[0] |=
              !(part instanceof Sym.Term || part instanceof Sym.Const || part.equals(validated));
          return part.equals(validated) ? Sym.ZERO : part;
        });
    return Sym.mentions(answer, validated) && !asks[0];
  }
}
