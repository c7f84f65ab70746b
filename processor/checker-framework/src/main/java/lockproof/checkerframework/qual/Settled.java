package lockproof.checkerframework.qual;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.DefaultFor;
import org.checkerframework.framework.qual.DefaultQualifierInHierarchy;
import org.checkerframework.framework.qual.SubtypeOf;
import org.checkerframework.framework.qual.TypeUseLocation;

/**
 * The value is consistent: it never came from an optimistic section, or that section was validated
 * since.
 *
 * <p><b>Hierarchy.</b> The subtype of {@link Tentative}, and the default everywhere but in local
 * variables, whose type is inferred.
 *
 * <p><b>Guarantee.</b> On every path to an expression of this type, what it depends on was settled
 * by a successful validation, or read under the lock, or never guarded. A program that has no
 * sections is settled throughout and needs no annotation:
 *
 * <pre>{@code
 * long stamp = lock.tryOptimisticRead();
 * double now = x;                            // tentative
 * return lock.validate(stamp) ? now : locked();  // settled
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf(Tentative.class)
@DefaultQualifierInHierarchy
@DefaultFor(TypeUseLocation.EXCEPTION_PARAMETER)
public @interface Settled {}
