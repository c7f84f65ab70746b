package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method holds the named locks while it runs its {@link RunsInPlace} arguments; what these are
 * given is guarded data, which may not leave them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface HeldDuring {
  /** Lock expressions; by default the receiver. */
  String[] value() default "this";

  /** In which mode. */
  Mode mode() default Mode.ANY;
}
