/**
 * Locks that own the data they guard: spin locks, a mutex, a read-write lock, and condition
 * variables, with guards that prove the hold.
 *
 * <p>The names are those of the Linux kernel, the verbs those of {@code java.util.concurrent}. No
 * lock here is reentrant, and every wait ends in a park, so that virtual threads make progress.
 */
@NullMarked
package lockproof.lock;

import org.jspecify.annotations.NullMarked;
