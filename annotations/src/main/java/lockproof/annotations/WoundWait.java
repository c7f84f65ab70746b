package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a type that names a class of lock sets of the wound-wait kind: {@code BankLocks} is generated
 * for {@code Bank}, with the constant {@code BANK} and a way to make its mutexes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface WoundWait {}
