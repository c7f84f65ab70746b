package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Mode;

/** Turns lock expressions of marks, and fields that are another name of a lock, into symbols. */
final class LockPaths {
  private final Machine m;
  private final Set<VariableElement> following = new HashSet<>();

  LockPaths(Machine m) {
    this.m = m;
  }

  private record Typed(Sym sym, TypeMirror type) {}

  /**
   * The lock that an expression names.
   *
   * @param base {@code this} at the mark
   * @param type the class of the mark
   * @param names parameters, or null
   */
  Sym resolve(String text, Sym base, TypeElement type, Map<String, Sym> names) {
    if (text.startsWith("#") || text.equals("itself")) {
      return null;
    }
    Typed at = null;
    TypeElement scope = type;
    String[] parts = text.trim().split("\\.");
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      if (part.equals("class") && scope != null) {
        return new Sym.Monitor(new Sym.ClassOf(scope));
      }
      if (part.equals("this")) {
        at = i == 0 ? new Typed(base, type.asType()) : outer(scope, base, type);
      } else if (part.endsWith("()")) {
        at = method(part.substring(0, part.length() - 2), at, base, type);
      } else if (i == 0 && names != null && names.containsKey(part)) {
        at = new Typed(names.get(part), null);
      } else {
        Typed next = at == null ? named(part, base, type) : member(part, at);
        if (next == null && at == null) {
          TypeElement named = typeNamed(part, i == 0 ? type : scope);
          if (named == null) {
            return null;
          }
          scope = named;
          if (i + 1 < parts.length
              && !parts[i + 1].equals("this")
              && !parts[i + 1].equals("class")) {
            next = staticMember(parts[++i], named);
            if (next == null) {
              return null;
            }
          } else {
            continue;
          }
        }
        if (next == null) {
          return null;
        }
        at = next;
      }
      if (at == null || at.sym == null) {
        return null;
      }
    }
    return at == null ? null : asLock(at);
  }

  private Sym asLock(Typed t) {
    boolean lock = t.sym instanceof Sym.View || t.type == null || m.env.marked(t.type, "LockType");
    return lock && !(t.type == null && !(t.sym instanceof Sym.View) && !lockTyped(t.sym))
        ? t.sym
        : new Sym.Monitor(t.sym);
  }

  private boolean lockTyped(Sym s) {
    return s instanceof Sym.Root r
        && r.key() instanceof VariableElement v
        && m.env.marked(v.asType(), "LockType");
  }

  private Typed outer(TypeElement scope, Sym base, TypeElement type) {
    return scope.equals(type)
        ? new Typed(base, type.asType())
        : new Typed(m.calls.outer(scope), scope.asType());
  }

  private Typed named(String name, Sym base, TypeElement type) {
    for (TypeElement t = type; t != null; t = Env.typeOf(t.getEnclosingElement())) {
      VariableElement f = field(name, t);
      if (f != null) {
        Sym owner = t.equals(type) ? base : m.calls.outer(t);
        boolean nobodys = owner == null && !Env.isStatic(f);
        return new Typed(nobodys ? null : of(owner, f), f.asType());
      }
      if (t.getEnclosingElement().getKind() == ElementKind.PACKAGE) {
        break;
      }
    }
    return null;
  }

  private Typed member(String name, Typed at) {
    TypeElement t = at.type == null ? rootType(at.sym) : Env.declared(at.type);
    VariableElement f = t == null ? null : field(name, t);
    return f == null ? null : new Typed(of(at.sym, f), f.asType());
  }

  /** The class of an object that was there at entry, or null. */
  static TypeElement rootType(Sym s) {
    if (!(s instanceof Sym.Root r)) {
      return null;
    }
    return r.key() instanceof VariableElement v
        ? Env.declared(v.asType())
        : r.key() instanceof TypeElement t ? t : null;
  }

  private Typed staticMember(String name, TypeElement t) {
    VariableElement f = field(name, t);
    return f == null ? null : new Typed(of(null, f), f.asType());
  }

  private Typed method(String name, Typed at, Sym base, TypeElement type) {
    TypeElement t = at == null ? type : at.type == null ? rootType(at.sym) : Env.declared(at.type);
    Sym receiver = at == null ? base : at.sym;
    if (t == null) {
      return null;
    }
    for (Element e : m.env.elements.getAllMembers(t)) {
      if (e instanceof ExecutableElement x
          && x.getSimpleName().contentEquals(name)
          && x.getParameters().isEmpty()) {
        Contract c = m.env.contract(x);
        if (c.has("LockView")) {
          Mode mode = c.mark("LockView").get().constant("value", Mode.ANY);
          return new Typed(new Sym.View(receiver, mode), x.getReturnType());
        }
        Sym returned = returned(x, receiver);
        return new Typed(
            returned == null ? new Sym.Got(receiver, x, List.of()) : returned, x.getReturnType());
      }
    }
    return null;
  }

  /** The path that a method without parameters returns, or null. */
  private Sym returned(ExecutableElement x, Sym self) {
    Body b = m.program.inline(x);
    MethodTree tree = b == null ? null : b.tree;
    return tree != null
            && tree.getBody().getStatements().size() == 1
            && tree.getBody().getStatements().get(0) instanceof ReturnTree r
            && r.getExpression() != null
        ? follow(r.getExpression(), self)
        : null;
  }

  private static VariableElement field(String name, TypeElement type) {
    for (TypeElement t = type; t != null; t = Env.declared(t.getSuperclass())) {
      for (Element e : t.getEnclosedElements()) {
        if (Env.isField(e) && e.getSimpleName().contentEquals(name)) {
          return (VariableElement) e;
        }
      }
    }
    return null;
  }

  private TypeElement typeNamed(String name, TypeElement near) {
    for (Element t = near; t != null; t = t.getEnclosingElement()) {
      if (t instanceof TypeElement e && e.getSimpleName().contentEquals(name)) {
        return e;
      }
      for (Element inner : t.getEnclosedElements()) {
        if (inner instanceof TypeElement e && e.getSimpleName().contentEquals(name)) {
          return e;
        }
      }
    }
    TypeElement whole = m.env.elements.getTypeElement(name);
    return whole != null ? whole : m.env.imported(name);
  }

  // ---- fields that are another name

  /** The symbol of a stable field, or of what its only value says it is. */
  Sym of(Sym base, VariableElement f) {
    Sym owner = Env.isStatic(f) ? null : base;
    Sym self = new Sym.Field(owner, f);
    if (!m.env.marked(f.asType(), "LockType") && !m.env.marked(f.asType(), "LockCondition")) {
      return self;
    }
    ExpressionTree only = m.program.onlyValue(f);
    if (only == null || !following.add(f)) {
      return self;
    }
    try {
      Sym there = follow(only, owner);
      return there == null
          ? self
          : there instanceof Sym.ConditionOf c ? new Sym.ConditionOf(c.lock(), self) : there;
    } finally {
      following.remove(f);
    }
  }

  /** The symbol of a path over fields; null for anything else. */
  private Sym follow(ExpressionTree t, Sym self) {
    ExpressionTree e = Env.strip(t);
    if (e instanceof IdentifierTree i) {
      if (i.getName().contentEquals("this")) {
        return self;
      }
      return m.env.element(i) instanceof VariableElement v && Env.isField(v) && m.program.stable(v)
          ? of(self, v)
          : null;
    }
    if (e instanceof MemberSelectTree s && m.env.element(s) instanceof VariableElement v) {
      Sym base = Env.isStatic(v) ? null : follow(s.getExpression(), self);
      return Env.isField(v) && m.program.stable(v) && (base != null || Env.isStatic(v))
          ? of(base, v)
          : null;
    }
    if (e instanceof MethodInvocationTree call
        && m.env.element(call.getMethodSelect()) instanceof ExecutableElement x) {
      Contract c = m.env.contract(x);
      Sym receiver =
          call.getMethodSelect() instanceof MemberSelectTree s
              ? follow(s.getExpression(), self)
              : self;
      if (receiver != null && c.has("LockView")) {
        return new Sym.View(receiver, c.mark("LockView").get().constant("value", Mode.ANY));
      }
      if (receiver != null && c.has("ConditionOf")) {
        return new Sym.ConditionOf(lockOf(receiver), null);
      }
    }
    return null;
  }

  static Sym lockOf(Sym s) {
    return s instanceof Sym.View v ? v.lock() : s;
  }
}
