package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Anonymous classes that are closures in all but syntax: one method of an interface, no state. */
final class Anonymous {
  private Anonymous() {}

  /** The only method of such a class, or null. */
  static MethodTree closure(Env env, ClassTree t) {
    if (!(env.element(t) instanceof TypeElement type)
        || type.getNestingKind() != NestingKind.ANONYMOUS
        || type.getInterfaces().size() != 1
        || type.getSuperclass().getKind() != TypeKind.DECLARED
        || !type.getSuperclass().toString().equals("java.lang.Object")) {
      return null;
    }
    MethodTree only = null;
    for (Tree member : t.getMembers()) {
      if (!(member instanceof MethodTree m) || !(env.element(m) instanceof ExecutableElement x)) {
        return null;
      }
      if (x.getKind() == ElementKind.CONSTRUCTOR) {
        continue;
      }
      if (only != null) {
        return null;
      }
      only = m;
    }
    return only;
  }
}
