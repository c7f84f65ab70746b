package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the type of a lock, a guard or a token: while the lock is held, or the guard or token is live,
 * the thread must not be put to sleep. Others spin for such a lock, or an event loop stands still
 * meanwhile.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Atomic {}
