/**
 * The vocabulary in which code says what it locks, needs, opens and vouches for: <em>marks</em> for
 * users' own code, <em>contracts</em> for the authors of lock types, and the same words serve in
 * the text models of classes that cannot be annotated.
 *
 * <p>All are declaration annotations with class-file retention. A <em>lock expression</em> is a
 * dotted path as one would write it at the mark: {@code lock}, {@code this}, {@code
 * Outer.this.lock}, {@code Registry.class}, {@code STATIC_LOCK}, {@code parameter.lock}, {@code
 * rw.readLock()}, {@code lockOf()}.
 */
package lockproof.annotations;
