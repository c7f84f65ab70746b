package lockproof.engine;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * Which lock it is, whatever object it belongs to: the declaration by which readers know it.
 *
 * @param kind what the declaration is to the lock
 * @param element the declaration
 */
public record DeclaredLock(Kind kind, Element element) {
  /** What a declaration is to a lock. */
  public enum Kind {
    /** A field that refers to it. */
    FIELD,
    /** A field that refers to what contains it. */
    ELEMENT,
    /** The class of an object that is the lock, or whose monitor it is. */
    SELF,
    /** The class whose class object has the monitor. */
    CLASS,
    /** A parameter or local variable. */
    VARIABLE,
    /** A method that gives it. */
    RESULT
  }

  /** The declaration of a lock, or null if there is none to name. */
  static DeclaredLock of(Sym lock, Env env) {
    if (lock instanceof Sym.View v) {
      return of(v.lock(), env);
    }
    if (lock instanceof Sym.Monitor m) {
      return of(m.object(), env);
    }
    if (lock instanceof Sym.ClassOf c) {
      return new DeclaredLock(Kind.CLASS, c.type());
    }
    if (lock instanceof Sym.Root r) {
      return r.key() instanceof TypeElement t
          ? new DeclaredLock(Kind.SELF, t)
          : r.key() instanceof VariableElement v ? variable(v, env) : null;
    }
    if (lock instanceof Sym.Phi p) {
      return variable(p.variable(), env);
    }
    if (lock instanceof Sym.Prev p) {
      return p.field() != null
          ? variable(p.field(), env)
          : p.of() instanceof Sym s ? of(s, env) : null;
    }
    if (lock instanceof Sym.Site s) {
      DeclaredLock own = self(env.type(s.at()), env);
      return own != null || !(env.element(s.at()) instanceof ExecutableElement x)
          ? own
          : x.getKind() == ElementKind.METHOD ? new DeclaredLock(Kind.RESULT, x) : null;
    }
    Origin o = Origin.of(lock);
    if (o == null) {
      return null;
    }
    return lock instanceof Sym.Cell
        ? new DeclaredLock(Kind.ELEMENT, o.field())
        : variable(o.field(), env);
  }

  private static DeclaredLock variable(VariableElement v, Env env) {
    if (v == null) {
      return null;
    }
    DeclaredLock own = self(v.asType(), env);
    return own != null ? own : new DeclaredLock(Env.isField(v) ? Kind.FIELD : Kind.VARIABLE, v);
  }

  /** An object of a class of its own, whose monitor or self is meant by whatever name it goes. */
  private static DeclaredLock self(TypeMirror type, Env env) {
    TypeElement t = Env.declared(type);
    return t == null
            || env.marked(type, "LockType")
            || t.getQualifiedName().toString().startsWith("java.")
        ? null
        : new DeclaredLock(Kind.SELF, t);
  }
}
