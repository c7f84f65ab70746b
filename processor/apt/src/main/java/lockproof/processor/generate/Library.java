package lockproof.processor.generate;

import com.palantir.javapoet.ClassName;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The classes of ours that generated code speaks to. */
public final class Library {
  /** Thrown where a context is missing. */
  public static final ClassName CONTEXT_EXCEPTION =
      ClassName.get("lockproof.context", "ContextException");

  /** Tells which instance of a context a token stands for. */
  public static final ClassName CONTEXT_IDENTITY =
      ClassName.get("lockproof.context", "ContextIdentity");

  /** Writers exclude each other, readers validate. */
  public static final ClassName SEQ_LOCK = ClassName.get("lockproof.seq", "SeqLock");

  /** A hold of a writer. */
  public static final ClassName SEQ_WRITE_GUARD = ClassName.get("lockproof.seq", "SeqWriteGuard");

  /** A function that may throw. */
  public static final ClassName THROWING_FUNCTION =
      ClassName.get("lockproof.function", "ThrowingFunction");

  /** A class of mutexes that may be locked together. */
  public static final ClassName WW_CLASS = ClassName.get("lockproof.ww", "WwClass");

  /** Such a mutex. */
  public static final ClassName WW_MUTEX = ClassName.get("lockproof.ww", "WwMutex");

  private Library() {}

  /** One of our annotations. */
  public static ClassName mark(String simpleName) {
    return ClassName.get("lockproof.annotations", simpleName);
  }

  /** Reports when the library is not there to be compiled against. */
  public static void demand(
      Elements elements, TypeElement from, Problems problems, ClassName... types) {
    for (ClassName type : List.of(types)) {
      String name = type.canonicalName();
      if (elements.getTypeElement(name) == null) {
        problems.atMark(
            "the generated code needs `" + name + "`, which is not on the class path",
            "add the dependency lockproof-runtime");
        return;
      }
      if (elements.getTypeElement(elements.getModuleOf(from), name) == null) {
        problems.atMark(
            "the generated code needs `" + name + "`, which the module does not read",
            "add `requires lockproof.runtime;` to the module descriptor");
        return;
      }
    }
  }
}
