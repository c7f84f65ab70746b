package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method waits: it releases what its receiver is a {@link ConditionOf}, or the guard given to
 * it, and holds it again on return. Unless {@link #untilTrue} it must be called in a loop.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Awaits {
  /** Whether the method itself tests a predicate in a loop, so that the caller need not. */
  boolean untilTrue() default false;
}
