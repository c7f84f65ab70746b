package lockproof.checkerframework.qual;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.DefaultQualifierInHierarchy;
import org.checkerframework.framework.qual.SubtypeOf;

/**
 * The token or guard is there, and its scope is open.
 *
 * <p><b>Hierarchy.</b> The subtype of {@link Spent}, and the default everywhere but in local
 * variables, whose type is inferred. It says nothing of values that are neither tokens nor guards.
 *
 * <p><b>Guarantee.</b> On every path to an expression of this type the scope that it came from is
 * open; closing it, by hand or at the end of a {@code try}, makes every name of it {@link Spent}:
 *
 * <pre>{@code
 * try (LocalInterruptScope irq = LocalInterrupts.disable()) {
 *   lock.runWith(irq, data -> data.add(1));   // live
 * } finally {
 *   // irq is spent here
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf(Spent.class)
@DefaultQualifierInHierarchy
public @interface Live {}
