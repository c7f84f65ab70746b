/**
 * Locks that own the data they guard: spin locks, a mutex, a read-write lock, and condition
 * variables, with guards that prove the hold.
 *
 * <p>The names are those of the Linux kernel, the verbs those of {@code java.util.concurrent}. No
 * lock here is reentrant, and every wait ends in a park, so that virtual threads make progress.
 *
 * <p>An {@link OutOfMemoryError} comes before an acquisition or not at all. A {@link
 * StackOverflowError} that hits an acquisition undoes it, and releasing needs less stack than
 * acquiring did; in compiled code, where the one may be inlined and the other not, a lock that is
 * closed within the last few bytes of the stack may still be left locked.
 */
@NullMarked
package lockproof.lock;

import org.jspecify.annotations.NullMarked;
