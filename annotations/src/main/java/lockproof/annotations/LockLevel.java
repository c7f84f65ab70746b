package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says at which level of the locking hierarchy a lock stands, or a field that has none, and why not
 * at a simpler one. It is shown in the locking map; on a class it speaks for all members that do
 * not speak for themselves.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.TYPE})
public @interface LockLevel {
  /** The level. */
  Level value();

  /** What was measured, or what cannot be done otherwise. */
  String because();
}
