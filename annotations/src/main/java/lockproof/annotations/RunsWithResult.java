package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The argument is kept by the result alone, and called when that is consumed: by a method of the
 * result's type whose own result is not such a one again. Where this happens in the same
 * expression, a lambda given here is checked in the caller's state.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER})
public @interface RunsWithResult {}
