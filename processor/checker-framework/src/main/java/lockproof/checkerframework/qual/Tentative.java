package lockproof.checkerframework.qual;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.SubtypeOf;

/**
 * The value may be torn: it was read in an optimistic section, or computed from what was, and no
 * validation has vouched for it.
 *
 * <p><b>Hierarchy.</b> The top; {@link Settled} is its subtype.
 *
 * <p><b>Guarantee.</b> A value of this type is computed with, and kept in locals and in fields and
 * parameters that say {@code @Tentative}; it is never returned, stored, passed, thrown, indexed by
 * or followed where a settled value is expected. There is no need to write it inside a method: a
 * guarded read in a section gives a tentative value, and a successful validation settles it. Write
 * it on a signature that such values cross:
 *
 * <pre>{@code
 * static double distance(@Tentative double x, @Tentative double y) { ... }  // checked at its body
 * Optional<@Tentative Long> last;                                           // in a type argument
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf({})
public @interface Tentative {}
