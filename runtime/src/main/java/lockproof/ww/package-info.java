/**
 * Sets of mutexes that are locked together without a lock order and without deadlock: wound/wait
 * mutexes, contexts of acquisition, and lock sets that back off and try again by themselves.
 *
 * <p>Mutexes that may be locked together belong to one {@link lockproof.ww.WwClass}. Its {@code
 * run}, {@code call} and {@code callAsLong} are the normal way in; a {@link lockproof.ww.LockSet}
 * serves where what to lock is only discovered on the way; an {@link lockproof.ww.AcquireCtx} is
 * the bare mechanism.
 */
@NullMarked
package lockproof.ww;

import org.jspecify.annotations.NullMarked;
