package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A run-time assertion of a context: a fact from there on. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface AssertsContext {
  /** The token type of the context. */
  Class<?> value();

  /** The result that proves the context; {@link Outcome#ALWAYS} if the method throws otherwise. */
  Outcome on() default Outcome.ALWAYS;
}
