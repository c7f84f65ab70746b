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
}
