package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method exchanges its {@link Stamp} argument for a stamp of another mode. From an optimistic
 * stamp a successful conversion is also a successful validation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Converts {
  /** The mode that the returned stamp stands for. */
  Mode to();

  /** For which result the conversion took place; otherwise the old stamp stays valid. */
  Outcome on() default Outcome.NONZERO;
}
