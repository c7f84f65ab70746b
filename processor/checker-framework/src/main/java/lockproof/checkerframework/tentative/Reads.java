package lockproof.checkerframework.tentative;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Mark;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.Node;

/** Tells which reads are tentative: those of data that the lock of a section guards. */
final class Reads {
  private final Environment env;
  private CompilationUnitTree unit;
  private ClassTree top;
  private ClassFacts facts;

  Reads(Environment env) {
    this.env = env;
  }

  /** Turns to another top-level class; its code is looked at when it is first asked about. */
  void turnTo(CompilationUnitTree root, ClassTree type) {
    unit = root;
    top = type;
    facts = null;
  }

  ClassFacts facts() {
    if (facts == null) {
      facts = new ClassFacts(unit, top, env);
    }
    return facts;
  }

  /** By which names an array is called that stays the same one meanwhile. */
  Set<Path> named(Node array, Trace value) {
    Set<Path> names = new LinkedHashSet<>();
    if (array instanceof LocalVariableNode local) {
      names.add(Path.root(local.getElement()));
    }
    if (array instanceof FieldAccessNode f
        && f.getReceiver() instanceof LocalVariableNode local
        && facts().constant(f.getElement())) {
      names.add(Path.root(local.getElement()).to(f.getElement()));
    }
    if (value.path() != null && stable(value.path())) {
      names.add(value.path());
    }
    return names;
  }

  private boolean stable(Path path) {
    boolean same =
        path.step() instanceof VariableElement v
            ? v.getKind() != ElementKind.FIELD || facts().constant(v)
            : path.equals(Path.THIS);
    return same && (path.base() == null || stable(path.base()));
  }

  /** Whether the local stands for one object after another. */
  boolean moving(VariableElement local) {
    return local.asType().getKind() == TypeKind.DECLARED
        && facts().moving(local)
        && !env.container(local.asType());
  }

  /** What reading a field of the object depends on. */
  Set<Dep> field(TentativeStore store, Path base, VariableElement f) {
    return read(store, base, f, false);
  }

  /** What reading the content of what was found along the path depends on. */
  Set<Dep> content(TentativeStore store, Path path) {
    return path != null
            && path.step() instanceof VariableElement f
            && f.getKind() == ElementKind.FIELD
            && !env.threadSafe(f.asType())
        ? read(store, path.base(), f, true)
        : Set.of();
  }

  private Set<Dep> read(TentativeStore store, Path base, VariableElement f, boolean content) {
    if (!store.inSection()) {
      return Set.of();
    }
    List<Map.Entry<Path, Set<TentativeStore.Section>>> latest =
        new ArrayList<>(store.sections().entrySet());
    for (int i = latest.size(); i-- > 0; ) {
      Path lock = latest.get(i).getKey();
      Set<TentativeStore.Section> states = latest.get(i).getValue();
      TentativeStore.Seen what = new TentativeStore.Seen(base, new Coverage.Target(f, content));
      boolean again = store.wasRead(lock, what);
      boolean over = lock.past() && !states.contains(TentativeStore.Section.OPEN);
      if (!over && !store.holds(lock) && (again || guarded(lock, states, base, f, content))) {
        store.readIn(lock, what);
        return Set.of(new Dep(lock, status(states)));
      }
    }
    return Set.of();
  }

  private static Dep.Status status(Set<TentativeStore.Section> states) {
    return states.contains(TentativeStore.Section.OPEN)
        ? Dep.Status.OPEN
        : states.contains(TentativeStore.Section.SETTLED) ? Dep.Status.REREAD : Dep.Status.FAILED;
  }

  private boolean guarded(
      Path lock,
      Set<TentativeStore.Section> states,
      Path base,
      VariableElement f,
      boolean content) {
    for (Mark m : env.contracts().marks(f)) {
      if (m.name().equals("GuardedBy")) {
        return m.texts("value").stream().anyMatch(text -> names(text, lock));
      }
    }
    Cover cover = Cover.of(lock, base);
    Set<Cover> shown = facts().covers(f, content);
    if (shown.contains(cover)) {
      return true;
    }
    if (!shown.isEmpty() || facts().guardsSomething(cover.lock())) {
      return false;
    }
    if (!content && facts().constant(f)) {
      return false;
    }
    if (content && (locks(f.asType()) || !mayChange(f))) {
      return false;
    }
    return states.contains(TentativeStore.Section.OPEN)
        && !f.getModifiers().contains(Modifier.VOLATILE);
  }

  private static boolean names(String text, Path lock) {
    String last = text.substring(text.lastIndexOf('.') + 1);
    return lock.step() instanceof VariableElement f
        ? f.getSimpleName().contentEquals(last)
        : lock.step().equals(last);
  }

  private boolean locks(TypeMirror t) {
    return t instanceof ArrayType a
        && (env.contracts().typeMark(a.getComponentType(), "LockType").isPresent()
            || locks(a.getComponentType()));
  }

  private boolean mayChange(VariableElement f) {
    return env.container(f.asType()) || (!env.immutable(f.asType()) && !env.threadSafe(f.asType()));
  }
}
