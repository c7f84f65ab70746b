package lockproof.ww;

/** The two kinds of classes, for tests that hold for both. */
enum Kind {
  WAIT_DIE,
  WOUND_WAIT;

  /** A class of its own for each test. */
  <C> WwClass<C> make() {
    return make(new Conduct());
  }

  <C> WwClass<C> make(Conduct conduct) {
    return new WwClass<>("test", this == WAIT_DIE, conduct);
  }
}
