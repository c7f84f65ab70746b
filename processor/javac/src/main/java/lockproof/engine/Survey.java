package lockproof.engine;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** Tells how locks are used, where somebody wants to know and not only to be warned. */
final class Survey {
  private final Machine m;

  Survey(Machine m) {
    this.m = m;
  }

  /** A lock is taken that was not held. */
  void taken(World w, Sym lock, Mode mode, boolean attempt, Tree at) {
    DeclaredLock which = m.options.survey() ? DeclaredLock.of(lock, m.env) : null;
    if (which == null) {
      return;
    }
    Set<DeclaredLock> held = new LinkedHashSet<>();
    for (LockKey k : m.holds.held(w)) {
      DeclaredLock other = k.lock().equals(lock) ? null : DeclaredLock.of(k.lock(), m.env);
      if (other != null) {
        held.add(other);
      }
    }
    m.emit(
        () ->
            new Event.Taken(
                m.here(at),
                which,
                mode,
                attempt,
                List.copyOf(held),
                contexts(w),
                m.frame.owner(),
                runsAs(m.root())));
  }

  /** The functional interface under which somebody else calls the code, or null. */
  private TypeElement runsAs(Frame root) {
    if (root.body() instanceof LambdaExpressionTree) {
      return Env.declared(m.env.type(root.body()));
    }
    return root.owner() instanceof ExecutableElement x && x.getKind() == ElementKind.METHOD
        ? implemented(x, root.type(), root.type())
        : null;
  }

  private TypeElement implemented(ExecutableElement method, TypeElement in, TypeElement type) {
    for (TypeMirror t : type.getInterfaces()) {
      TypeElement i = Env.declared(t);
      boolean here =
          functional(i)
              && ElementFilter.methodsIn(i.getEnclosedElements()).stream()
                  .anyMatch(
                      x ->
                          x.getSimpleName().equals(method.getSimpleName())
                              && m.env.elements.overrides(method, x, in));
      TypeElement found = here ? i : implemented(method, in, i);
      if (found != null) {
        return found;
      }
    }
    TypeElement above = Env.declared(type.getSuperclass());
    return above == null ? null : implemented(method, in, above);
  }

  private static boolean functional(TypeElement i) {
    return ElementFilter.methodsIn(i.getEnclosedElements()).stream()
            .filter(x -> x.getModifiers().contains(Modifier.ABSTRACT))
            .count()
        == 1;
  }

  /** The contexts that are proven here, by their simple names. */
  private Set<String> contexts(World w) {
    Set<String> names = new TreeSet<>();
    w.contexts.forEach(name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
    for (Scope s : w.scopes.values()) {
      if (s.open()) {
        contexts(s.type(), names);
      }
    }
    return names;
  }

  /** The context of a token, or of the token that a guard hands out. */
  private void contexts(TypeMirror type, Set<String> into) {
    TypeElement t = Env.declared(type);
    if (t == null) {
      return;
    }
    if (m.env.marked(type, "ContextToken")) {
      into.add(context(t).getSimpleName().toString());
      return;
    }
    for (ExecutableElement x : ElementFilter.methodsIn(m.env.elements.getAllMembers(t))) {
      if (x.getParameters().isEmpty() && m.env.marked(x.getReturnType(), "ContextToken")) {
        contexts(x.getReturnType(), into);
      }
    }
  }

  /** The type that carries the mark, above the scope that implements it. */
  private TypeElement context(TypeElement type) {
    if (m.env.contracts.marks(type).stream().noneMatch(k -> k.name().equals("ContextToken"))) {
      List<TypeMirror> above = new ArrayList<>(type.getInterfaces());
      above.add(type.getSuperclass());
      for (TypeMirror t : above) {
        if (m.env.marked(t, "ContextToken")) {
          return context(Env.declared(t));
        }
      }
    }
    return type;
  }

  /** What is declared about locks in the classes of the program. */
  void declarations() {
    m.program.classes.forEach(
        (type, tree) -> {
          m.begin(new Frame(null, null, tree, type, type, new Sym.Root(type, "this"), 0));
          declared(type, type, tree);
          for (Tree member : tree.getMembers()) {
            if (member instanceof VariableTree
                && m.env.element(member) instanceof VariableElement f) {
              declared(f, type, member);
            }
          }
        });
  }

  private void declared(Element e, TypeElement type, Tree at) {
    Sym self = new Sym.Root(type, "this");
    List<DeclaredLock> guards =
        e instanceof VariableElement f ? named(f, "GuardedBy", self, type) : List.of();
    DeclaredLock lock = lock(e, type, self);
    m.emit(() -> new Event.Declared(m.here(at), e, lock, guards));
    if (lock != null) {
      for (DeclaredLock after : named(e, "AcquiredBefore", self, type)) {
        m.emit(() -> new Event.Ordered(m.here(at), lock, after));
      }
      for (DeclaredLock before : named(e, "AcquiredAfter", self, type)) {
        m.emit(() -> new Event.Ordered(m.here(at), before, lock));
      }
    }
  }

  /** What a class or field is as a lock, or null. */
  private DeclaredLock lock(Element e, TypeElement type, Sym self) {
    if (!(e instanceof VariableElement f)) {
      return m.env.marked(type.asType(), "LockType")
          ? new DeclaredLock(DeclaredLock.Kind.SELF, type)
          : null;
    }
    return m.env.marked(f.asType(), "LockType") && f.getKind() != ElementKind.ENUM_CONSTANT
        ? DeclaredLock.of(m.holds.paths().of(Env.isStatic(f) ? null : self, f), m.env)
        : null;
  }

  private List<DeclaredLock> named(Element e, String mark, Sym self, TypeElement type) {
    List<DeclaredLock> found = new ArrayList<>();
    for (Mark each : m.env.contracts.marks(e)) {
      if (each.name().equals(mark)) {
        for (String text : each.texts("value")) {
          Sym lock = m.holds.resolve(text, self, type, null);
          DeclaredLock which = lock == null ? null : DeclaredLock.of(lock, m.env);
          if (which != null) {
            found.add(which);
          }
        }
      }
    }
    return found;
  }
}
