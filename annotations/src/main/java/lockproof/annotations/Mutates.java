package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method changes the object it is called on, may keep its arguments there, and changes nothing
 * else. On a parameter: it changes that argument instead.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Mutates {
  /** Whether nothing is left of what the object contained before. */
  boolean replaces() default false;

  /** Whether the method itself looks at what is there before it changes anything. */
  boolean checks() default false;

  /** Whether its result is taken out of the object, and belongs to the caller from there on. */
  boolean removes() default false;
}
