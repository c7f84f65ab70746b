package lockproof.engine;

import com.sun.source.tree.Tree;

/**
 * An optimistic section; its stamp is the key by which it is known.
 *
 * @param lock what it watches
 * @param state what is known of it
 * @param at where it was opened
 * @param over whether the lock was taken since: reads are no longer made under this section
 */
public record Section(Sym lock, State state, Tree at, boolean over) {
  /** What is known of a section. */
  public enum State {
    /** Begun; what is read is tentative. */
    OPEN,
    /** Validated; what is read from now on is tentative again. */
    SETTLED,
    /** A validation failed. */
    SPOILED,
    /** The stamp was zero: a writer was there, no validation can succeed. */
    DEAD
  }

  Section to(State s) {
    return s == state ? this : new Section(lock, s, at, over);
  }

  Section ended() {
    return over ? this : new Section(lock, state, at, true);
  }

  boolean alike(Section o) {
    return state == o.state && over == o.over && lock.equals(o.lock);
  }

  /** Two sections of one place in a loop become one that stands for both. */
  static Section either(Sym key, Section a, Section b) {
    Sym lock = either(new Sym.Prev(key, null, true), a.lock(), b.lock());
    State state = a.state() == b.state() ? a.state() : State.SPOILED;
    return new Section(lock, state, b.at(), a.over() && b.over());
  }

  /** The one lock or the other; of those of elements it is still known of which array. */
  private static Sym either(Sym any, Sym a, Sym b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof Sym.Cell x && b instanceof Sym.Cell y && x.array().equals(y.array())) {
      return new Sym.Cell(x.array(), any);
    }
    return a instanceof Sym.Field x
            && b instanceof Sym.Field y
            && x.field().equals(y.field())
            && x.base() instanceof Sym.Cell
            && y.base() instanceof Sym.Cell
        ? new Sym.Field(either(any, x.base(), y.base()), x.field())
        : any;
  }
}
