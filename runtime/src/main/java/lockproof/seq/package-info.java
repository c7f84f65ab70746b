/**
 * Sequence locks: readers take no lock, work on what may be torn, and keep the result only when a
 * validation says that no writer came between.
 *
 * <p>The data of a section is kept in cells with opaque access, or in plain fields in code that the
 * compile-time checker has accepted. Reader: acquire load of the sequence, data, acquire fence,
 * opaque re-read. Writer: odd sequence, release fence, data, release store of the even sequence.
 *
 * <p>Where the data is one small immutable record and writes are rare, a volatile reference to the
 * record is simpler, and faster to read; sequence locks win where writes are frequent, where a
 * write must not allocate, or where the data is spread over several objects.
 */
@NullMarked
package lockproof.seq;

import org.jspecify.annotations.NullMarked;
