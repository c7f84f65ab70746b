package lockproof.checkerframework.qual;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.PolymorphicQualifier;

/**
 * As tentative as the arguments are: the method gives back a {@link Tentative} value when it is
 * given one, and a {@link Settled} one otherwise.
 *
 * <p><b>Hierarchy.</b> Stands for either of the two, the same at every place in one signature.
 *
 * <p><b>Guarantee.</b> The body is checked for both. A later validation in the caller settles the
 * result together with the arguments:
 *
 * <pre>{@code
 * static @PolyTentative double half(@PolyTentative double of) { return of / 2; }
 *
 * long stamp = lock.tryOptimisticRead();
 * double h = half(x);                        // tentative, like x
 * return lock.validate(stamp) ? h : -1;      // settled
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@PolymorphicQualifier(Tentative.class)
public @interface PolyTentative {}
