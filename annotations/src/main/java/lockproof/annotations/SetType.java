package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type takes part in locking several mutexes together as a set, with back-off instead of a lock
 * order. What its instances do is said by {@link SetStep} and {@link SetPhase}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface SetType {
  /** Which part it plays. */
  Role value();

  /**
   * The type parameter that names the class of mutexes; by default all instances are of one class.
   */
  String by() default "";

  /** The parts there are. */
  enum Role {
    /** A class of mutexes that may be locked together, or something that stands for it. */
    CLASS,
    /** A mutex of such a class. Locked by other means than a set it is locked alone. */
    MEMBER,
    /** One set under way, of one thread: a context, or what a closure is given. */
    SET,
    /** Proof that a set holds a mutex; good in that set alone. */
    PROOF
  }
}
