package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method changes the object it is called on, may keep its arguments there, and changes nothing
 * else.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Mutates {
  /** Whether nothing is left of what the object contained before. */
  boolean replaces() default false;
}
