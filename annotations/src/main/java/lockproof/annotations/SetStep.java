package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method is a step of a set of locks: of its receiver, if that is a set. The mutex or proof
 * that the step is about is the first argument whose type is one. Answers are named by the enum
 * constant, {@code true}, {@code false}, {@code null} or a number.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface SetStep {
  /** Which one. */
  Step value();

  /** The answer that the mutex is locked now; by default every answer that is not named below. */
  String on() default "";

  /** The answer that the set held the mutex before; by default that is a mistake. */
  String again() default "";

  /** Whether a mutex that the set holds already is as good as one locked now. */
  boolean reenters() default false;

  /** The answer that waiting might never end, so that the set has to back off. */
  String deadlock() default "";

  /** Further answers after which the mutex is not locked. */
  String[] failed() default {};

  /** What is thrown where waiting might never end, for whoever runs the closure. */
  Class<? extends Throwable> signal() default Error.class;

  /** The steps there are. */
  enum Step {
    /** Makes a class of mutexes, named by the class object that is given. */
    NAME,
    /** Opens a set, which is the result. */
    OPEN,
    /** The result works over the set that is given, which must be idle. */
    OVER,
    /** Locks a mutex. */
    ACQUIRE,
    /** Locks the mutex that the set backed off from, with nothing held. */
    SLOW,
    /** Looks at data that is locked, without an effect. */
    READ,
    /** Uses data that is locked. */
    USE,
    /** Releases a mutex; all that is held, if none is given. */
    RELEASE,
    /** Says that nothing more will be locked. */
    DONE,
    /** Ends the set; it holds nothing any more. */
    CLOSE
  }
}
