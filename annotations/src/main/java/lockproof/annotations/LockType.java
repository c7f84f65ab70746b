package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Instances of the type are locks. Using one as a monitor is {@code lock-object-misused}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface LockType {
  /** Whether a thread that holds the lock may acquire it again. */
  boolean reentrant() default false;

  /** Whether only the thread that acquired the lock may release it. */
  boolean owned() default true;
}
