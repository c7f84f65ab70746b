/** Functional interfaces with a generic {@code throws}, for the closure forms of locks. */
@NullMarked
package lockproof.function;

import org.jspecify.annotations.NullMarked;
