package lockproof.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field may be read only while the lock is held, and written only while it is held exclusively;
 * on a method, the same as {@link MustHold}. The familiar annotations of other libraries by this
 * simple name are read alike.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.LOCAL_VARIABLE})
public @interface GuardedBy {
  /** Lock expressions; with several, reading needs any of them and writing all. */
  String[] value();
}
