package lockproof.engine;

/** What locks answered when they were asked about themselves. */
final class Asked {
  private static final String STATE = "asked";
  private static final String COUNT = "counted";

  private Asked() {}

  /** What a lock said of its state, which proves nothing of who holds it. */
  static Sym state(Sym lock, Sym.Site at) {
    return new Sym.Term(STATE, lock, at);
  }

  /** How often a lock said that it is held by the caller. */
  static Sym count(Sym lock, Sym.Site at) {
    return new Sym.Term(COUNT, lock, at);
  }

  /** Whether the symbol stands for such a count. */
  static boolean isCount(Sym.Term t) {
    return t.operator().equals(COUNT);
  }

  /** Whether something is known of the state that the lock told. */
  static boolean state(World w, Sym lock) {
    return known(w, STATE, lock);
  }

  /** Whether something is known of how often the lock is held by the caller. */
  static boolean count(World w, Sym lock) {
    return known(w, COUNT, lock);
  }

  private static boolean known(World w, String operator, Sym lock) {
    return w.facts.keySet().stream()
        .anyMatch(
            s -> s instanceof Sym.Term t && t.operator().equals(operator) && lock.equals(t.left()));
  }
}
