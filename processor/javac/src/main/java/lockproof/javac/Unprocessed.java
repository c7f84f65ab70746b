package lockproof.javac;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/**
 * Marks that ask for a class to be generated, in a compilation where nothing generates it: since
 * JDK 23 a processor on the class path does not run unless asked, and then all that javac says is
 * that it cannot find a symbol.
 */
final class Unprocessed {
  private static final String PROCESSOR = "lockproof.processor.LockproofProcessor";

  /**
   * A class that is wanted.
   *
   * @param permitted where the marked type names it, or null
   */
  private record Wish(
      CompilationUnitTree unit, AnnotationTree mark, String folder, String name, Tree permitted) {}

  /** Shows a message at a tree. */
  interface To {
    void say(String message, Tree at, CompilationUnitTree unit);
  }

  private final List<Wish> wishes = new ArrayList<>();
  private boolean processing;

  /** A file was parsed; what its types are marked with is in the tree already. */
  void entered(CompilationUnitTree unit) {
    for (Tree type : unit.getTypeDecls()) {
      if (type instanceof ClassTree c) {
        collect(unit, c);
      }
    }
  }

  private void collect(CompilationUnitTree unit, ClassTree type) {
    Tree token =
        type.getPermitsClause().stream()
            .filter(t -> t.toString().equals(type.getSimpleName() + "Token"))
            .findFirst()
            .orElse(null);
    for (AnnotationTree mark : type.getModifiers().getAnnotations()) {
      String name = simpleName(mark.getAnnotationType());
      String suffix =
          name.equals("SeqLocked")
              ? "Seq"
              : name.equals("WaitDie") || name.equals("WoundWait")
                  ? "Locks"
                  : name.equals("ContextToken") && token != null ? "Token" : "";
      if (!suffix.isEmpty()) {
        String folder = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
        String wanted = type.getSimpleName() + suffix;
        wishes.removeIf(w -> w.name().equals(wanted) && w.folder().equals(folder)); // a new round
        wishes.add(new Wish(unit, mark, folder, wanted, token));
      }
    }
    for (Tree member : type.getMembers()) {
      if (member instanceof ClassTree c) {
        collect(unit, c);
      }
    }
  }

  private static String simpleName(Tree type) {
    return type instanceof MemberSelectTree s
        ? s.getIdentifier().toString()
        : type instanceof IdentifierTree i ? i.getName().toString() : "";
  }

  /** Some processor is at work. */
  void processing() {
    processing = true;
  }

  /** Says what to do about each class that is not there. */
  void report(JavacTask task, To to) {
    if (!wishes.isEmpty() && !(processing && present())) {
      for (Wish wish : wishes) {
        if (task.getElements().getTypeElement(wish.folder() + wish.name()) == null
            && !written(task, wish)) {
          to.say(
              "[lockproof:setup] `"
                  + wish.name()
                  + "` is not generated: the annotation processor did not run\n"
                  + "  fix : add lockproof-processor to the processor path; where it is on the"
                  + " class path, JDK 23 and later want -proc:full",
              wish.mark(),
              wish.unit());
        }
      }
    }
    wishes.clear();
  }

  /** A token that somebody has written may also stand beside its context, inside another type. */
  private static boolean written(JavacTask task, Wish wish) {
    if (wish.permitted() == null) {
      return false;
    }
    TreePath path = new TreePath(new TreePath(wish.unit()), wish.permitted());
    Element token = Trees.instance(task).getElement(path);
    return token != null && token.asType().getKind() != TypeKind.ERROR;
  }

  private static boolean present() {
    try {
      Class.forName(PROCESSOR, false, Unprocessed.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
