package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method has no effect that anyone else can see, and ends whatever it is given. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Pure {
  /** Whether the method throws when its operands are torn; a total method never does. */
  boolean mayThrow() default false;

  /**
   * What keeps it from throwing all the same: {@link Outcome#NONNULL} that no argument is null,
   * {@link Outcome#NONZERO} that the last one, a divisor, is not zero.
   */
  Outcome unless() default Outcome.ALWAYS;

  /** Whether of all numbers only a negative one makes it throw. */
  boolean onNegative() default false;
}
