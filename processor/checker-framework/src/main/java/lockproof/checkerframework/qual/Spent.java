package lockproof.checkerframework.qual;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.SubtypeOf;

/**
 * The token or guard may prove nothing: it may be closed, or null.
 *
 * <p><b>Hierarchy.</b> The top; {@link Live} is its subtype.
 *
 * <p><b>Guarantee.</b> Nothing of this type is given to a method that wants a token, and no guarded
 * data is reached through it. Write it on a parameter that may be given such a value:
 *
 * <pre>{@code
 * void report(@Spent LocalInterruptDisabled token) { log(token.isLive()); }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf({})
public @interface Spent {}
