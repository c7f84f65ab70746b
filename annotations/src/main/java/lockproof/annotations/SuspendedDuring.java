package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope or guard that the method is called on proves nothing while the method runs its {@link
 * RunsInPlace} arguments: what it stands for is given up meanwhile. It is live again when the
 * method returns or throws.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface SuspendedDuring {}
