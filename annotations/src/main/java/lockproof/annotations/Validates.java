package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method tells whether what was read since its {@link Stamp} argument was taken is consistent.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Validates {
  /** Lock expression; by default the receiver. */
  String value() default "this";

  /** For which result the section was undisturbed; {@link Outcome#FALSE} for the inverted sense. */
  Outcome on() default Outcome.TRUE;
}
