package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method throws unless the current thread holds the named locks: a fact from there on. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface AssertsHeld {
  /** Lock expressions; by default the receiver. */
  String[] value() default "this";

  /** The mode that is asserted. */
  Mode mode() default Mode.ANY;
}
