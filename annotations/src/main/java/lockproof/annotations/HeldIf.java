package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The result of the method is a fact about what the current thread holds, as with {@code
 * isHeldByCurrentThread()}. It acquires nothing. Verified at the body. Of a guard or token it tells
 * whether that is live.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface HeldIf {
  /** Lock expressions; by default the receiver. */
  String[] value() default "this";

  /** The mode that the answer proves. */
  Mode mode() default Mode.ANY;

  /** The result that proves it. */
  Outcome on() default Outcome.TRUE;
}
