package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method may only be called where the contexts are proven: with a live token in sight, inside
 * another method with this mark, or after an assertion. On a type it holds for every method. On a
 * parameter it speaks of the function that is given there: that may only be called where the
 * contexts are proven, and so a lambda may count on them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE, ElementType.PARAMETER})
public @interface RequiresContext {
  /** The token types of the contexts in which the method must be called. */
  Class<?>[] value();
}
