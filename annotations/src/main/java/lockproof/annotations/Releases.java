package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method must be called with the named locks held and returns with them released. Verified at
 * the body.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Releases {
  /** Lock expressions; by default the receiver. */
  String[] value() default "this";

  /** The mode that must be held. */
  Mode mode() default Mode.ANY;

  /** For which result the lock is no longer held. */
  Outcome on() default Outcome.ALWAYS;
}
