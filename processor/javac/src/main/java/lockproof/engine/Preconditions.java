package lockproof.engine;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Mode;

/** What a contract asks to be the case when the method is called. */
final class Preconditions {
  private final Machine m;

  Preconditions(Machine m) {
    this.m = m;
  }

  /** What must be the case when the method is called. */
  void require(World w, Call call) {
    Contract c = call.contract();
    for (int i = 0; i < call.args().size(); i++) {
      TypeMirror type = m.scopes.taken(call, i);
      if (type != null && m.env.marked(type, "ContextToken")) {
        m.scopes.needed(w, call.args().get(i), type, call.name(), call.argTree(i));
      }
    }
    m.closures.promise(call);
    for (Mark mark : c.all("RequiresContext")) {
      m.contexts.needed(w, mark, call.name(), m.cause(call.at()));
    }
    if (call.receiver().sym() instanceof Sym.Root r
        && r.key() instanceof VariableElement p
        && call.method().getModifiers().contains(Modifier.ABSTRACT)) {
      m.env.contracts.marks(p).stream()
          .filter(mark -> mark.name().equals("RequiresContext"))
          .forEach(mark -> m.contexts.needed(w, mark, r.name(), m.cause(call.at())));
    }
    for (String name : List.of("MustHold", "GuardedBy", "Holding")) {
      c.mark(name).ifPresent(mark -> mustHold(w, call, mark));
    }
    c.mark("MustNotHold")
        .filter(mark -> !c.has("HeldDuring") && !c.has("Acquires"))
        .ifPresent(
            mark ->
                mark.texts("value")
                    .forEach(
                        text -> {
                          Sym lock = resolve(call, text);
                          if (lock != null && m.holds.heldMode(w, lock) != null) {
                            missing(call, lock, false);
                          }
                        }));
  }

  private void mustHold(World w, Call call, Mark mark) {
    List<Sym> missing = new ArrayList<>();
    boolean any = false;
    Mode mode = mark.constant("mode", Mode.ANY);
    for (String text : mark.texts("value")) {
      Sym lock = resolve(call, text);
      if (lock == null) {
        return;
      }
      Mode held = m.holds.heldMode(w, lock);
      if (held != null && held.satisfies(mode)) {
        any = true;
      } else {
        missing.add(lock);
      }
    }
    boolean free =
        (call.receiver().sym() != null && w.fresh.contains(call.receiver().sym()))
            || missing.stream()
                .anyMatch(l -> m.memory.guards().unknowable(w, l, call.receiver().sym()));
    if (!missing.isEmpty() && !free && !(any && mark.flag("anyOf", false))) {
      missing(call, missing.get(0), true);
      missing.forEach(lock -> m.holds.tested(w, lock, mode, true, call.at()));
    }
  }

  void missing(Call call, Sym lock, boolean must) {
    boolean callers =
        call.receiver().sym() instanceof Sym.ConditionOf && !m.memory.guards().unmarkedRoot();
    if (must && (callers || m.unguarded() || passesOn(call))) {
      return;
    }
    m.emit(
        () -> new Event.Precondition(m.cause(call.at()), call.name(), Names.of(lock), must, null));
  }

  /** Whether the judged method merely passes on a call that asks the same of its own caller. */
  private boolean passesOn(Call call) {
    return m.root().owner() instanceof javax.lang.model.element.ExecutableElement x
        && x.getSimpleName().contentEquals(call.name())
        && m.env.contract(x).has("MustHold")
        && !m.frame.owner().equals(call.method());
  }

  private Sym resolve(Call call, String text) {
    if (text.equals("this") && call.receiver().sym() instanceof Sym.ConditionOf c) {
      return c.lock();
    }
    if (text.equals("this")
        && m.env.contracts.typeMark(Env.typeOf(call.method()), "LockCondition").isPresent()) {
      return null;
    }
    if (text.equals("this") && call.receiver().sym() != null && lockTyped(call)) {
      return call.receiver().sym();
    }
    return m.holds.resolve(text, call.receiver().sym(), Env.typeOf(call.method()), call.names());
  }

  private boolean lockTyped(Call call) {
    return m.env.contracts.typeMark(Env.typeOf(call.method()), "LockType").isPresent();
  }

  List<Sym> locks(Call call, Mark mark, String otherwise) {
    List<Sym> locks = new ArrayList<>();
    for (String text : mark.texts("value", otherwise)) {
      Sym lock =
          text.equals("this") && lockTyped(call) ? call.receiver().sym() : resolve(call, text);
      locks.add(lock == null ? m.site(call.at()) : lock);
    }
    return locks;
  }
}
