/**
 * Contexts that a thread is in, proven by tokens: local interrupts that are disabled, and data that
 * is confined to one context.
 */
@NullMarked
package lockproof.context;

import org.jspecify.annotations.NullMarked;
