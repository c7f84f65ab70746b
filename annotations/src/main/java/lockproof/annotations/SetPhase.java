package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter that is run in place: the argument is run within a set of locks, in this phase of
 * it. On a type of sets: who is given one is in this phase.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.TYPE})
public @interface SetPhase {
  /** Which one. */
  Phase value();

  /** The phases of a set. */
  enum Phase {
    /** Locks, and looks at what is locked. May run several times, so it has no effects. */
    ACQUIRE,
    /** Begins as {@link #ACQUIRE}, and goes on as {@link #USE} with the first use of data. */
    ATTEMPT,
    /** All is locked: works with the data, once, and locks no more. */
    USE
  }
}
