package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method must be called with the locks held, and returns with them held. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface MustHold {
  /** Lock expressions. */
  String[] value();

  /** The mode that is needed at least. */
  Mode mode() default Mode.ANY;

  /** Whether one of the locks is enough. */
  boolean anyOf() default false;
}
