/**
 * The mechanisms that several packages share: the interrupt state of a thread, the queue in which
 * threads wait for a lock, and the contention events. Not exported.
 */
@NullMarked
package lockproof.internal;

import org.jspecify.annotations.NullMarked;
