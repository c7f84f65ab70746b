package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method returns with the named locks held. A result of a {@link GuardType}, or a {@code long}
 * of a lock type whose methods take {@link Stamp}s, vouches for the hold. Verified at the body.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Acquires {
  /** Lock expressions; by default the receiver. */
  String[] value() default "this";

  /** In which mode; {@link Mode#OPTIMISTIC} opens a section and the result is its stamp. */
  Mode mode() default Mode.ANY;

  /** For which result the lock is held. */
  Outcome on() default Outcome.ALWAYS;
}
