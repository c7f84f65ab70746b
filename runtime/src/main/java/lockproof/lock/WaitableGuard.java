package lockproof.lock;

import org.jspecify.annotations.Nullable;

/**
 * A guard with which a thread may wait for a condition: the thread was free to sleep when it
 * acquired. The guard of a lock taken with a token is none, since whoever gave the token may not
 * expect to sleep.
 *
 * @param <T> the type of the guarded data
 */
public sealed interface WaitableGuard<T extends @Nullable Object>
    permits MutexGuard, SpinIrqGuard {}
