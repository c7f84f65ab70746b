package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method: the result is guarded data; it may be used only while the receiver is live, and may
 * not leave. On a parameter whose type does not tell, such as a type variable: a token, guard or
 * guarded datum given here is lent for the call and not kept, and a token must be live. Verified at
 * the body.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Borrows {}
