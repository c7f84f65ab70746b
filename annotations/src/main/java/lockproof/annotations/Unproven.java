package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A narrow way out: the rule is silent in this declaration, and reported as stale when it would
 * have been silent anyway.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.LOCAL_VARIABLE
})
@Repeatable(Unproven.All.class)
public @interface Unproven {
  /** The rule that is not applied here. */
  String rule();

  /** Why the code is right nevertheless, in the words of its author. */
  String because();

  /** Several marks at one place. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({
    ElementType.TYPE,
    ElementType.METHOD,
    ElementType.CONSTRUCTOR,
    ElementType.FIELD,
    ElementType.PARAMETER,
    ElementType.LOCAL_VARIABLE
  })
  @interface All {
    /** The marks. */
    Unproven[] value();
  }
}
