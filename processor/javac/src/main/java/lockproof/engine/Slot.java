package lockproof.engine;

/**
 * A place in an object: a field, an array index, or {@link #ADDED} for what a container took in.
 *
 * @param owner the object; null for static fields
 * @param key the field, the index symbol, or {@link #ADDED}
 */
record Slot(Sym owner, Object key) {
  /** The key of everything a container was given. */
  static final Object ADDED = "added";
}
