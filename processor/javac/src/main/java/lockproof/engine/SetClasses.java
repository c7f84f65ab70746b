package lockproof.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.engine.SetTypes.Role;

/** Classes of mutexes: what the type system lets through. */
final class SetClasses {
  private final Machine m;
  private final SetTypes types;

  SetClasses(Machine m, SetTypes types) {
    this.m = m;
    this.types = types;
  }

  private void mistaken(Tree at, Event.ClassMistake mistake, String what) {
    m.emit(() -> new Event.ClassMistaken(m.here(at), mistake, what));
  }

  /** A class of mutexes is made, though it can be made only once. */
  void named(Call call) {
    Frame root = m.root();
    boolean literal = call.args().stream().anyMatch(a -> a.sym() instanceof Sym.ClassOf);
    boolean again =
        m.loops > 0
            || (root.owner().getKind() == ElementKind.CONSTRUCTOR)
            || (root.body() instanceof ClassTree && root.self() != null);
    if (literal && again) {
      mistaken(call.at(), Event.ClassMistake.MADE_AGAIN, Names.text(call.at()));
    }
  }

  /** A type is written that leaves its class open. */
  void written(TypeMirror type, Tree at) {
    if (types.raw(type)) {
      mistaken(at, Event.ClassMistake.RAW, Scopes.simple(type));
    }
  }

  /** A field, a result and parameters say which class they are of. */
  void declared(Tree member) {
    if (member instanceof VariableTree v) {
      written(m.env.element(v).asType(), v);
    } else if (member instanceof MethodTree t && m.env.element(t) instanceof ExecutableElement x) {
      written(x.getReturnType(), t);
      t.getParameters().forEach(this::declared);
    }
  }

  /** A reference is taken for one of another class. */
  void cast(TypeMirror from, TypeMirror to, Tree at) {
    String claimed = types.classOf(to);
    if (types.raw(to)) {
      written(to, at);
    } else if (claimed != null
        && types.role(from) != Role.NONE
        && !claimed.equals(types.classOf(from))) {
      mistaken(
          at, Event.ClassMistake.CAST, Names.text(at instanceof TypeCastTree c ? c.getType() : at));
    }
  }
}
