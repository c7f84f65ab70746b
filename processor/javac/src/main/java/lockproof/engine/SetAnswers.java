package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import lockproof.contract.Mark;
import lockproof.engine.SetState.Stage;

/** What a set of locks answers when it is asked for a mutex, and whether anybody listens. */
final class SetAnswers {
  private final Machine m;
  private final LockSets sets;
  private final Map<Tree, Set<String>> given = new HashMap<>();
  private Tree unheard;

  SetAnswers(Machine m, LockSets sets) {
    this.m = m;
    this.sets = sets;
  }

  void begin() {
    unheard = null;
  }

  /** What the call answers goes nowhere. */
  void discards(Tree call) {
    unheard = call;
  }

  boolean discarded(Tree call) {
    return unheard == call;
  }

  /** A handler caught the signal, or the answer was overheard, and the set goes on. */
  void ignored(SetState s, Tree next) {
    Tree asked = s.since() == null ? s.at() : s.since().at();
    Tree at = s.caught() == null ? asked : s.caught();
    m.emit(
        () ->
            new Event.AnswerIgnored(
                m.here(at), said(asked), Names.text(asked), next == null ? null : m.here(next)));
  }

  /** An answer is handed to code that is not followed, which may look at it. */
  void heard(World w, Sym answer) {
    if (w.sets.isEmpty() || answer == null || !Operators.enumerated(answer)) {
      return;
    }
    String text = ((Sym.Field) answer).field().getSimpleName().toString();
    w.sets.replaceAll((k, s) -> concerns(s, text) ? s.passedOn() : s);
  }

  private boolean concerns(SetState s, String answer) {
    return s.nature() == SetState.Nature.CONTEXT
        && (s.stage() == Stage.BACKING_OFF || !s.refused().isEmpty())
        && (s.refused().values().stream().anyMatch(t -> answers(t, answer))
            || s.since() != null && answers(s.since().at(), answer));
  }

  private boolean answers(Tree asked, String answer) {
    return given.getOrDefault(asked, Set.of()).contains(answer);
  }

  /** Data is used of a mutex that is not locked. */
  void notLocked(Tree asked, Tree next) {
    m.emit(
        () -> new Event.AnswerIgnored(m.here(asked), said(asked), Names.text(asked), m.here(next)));
  }

  /** The worlds in which the mutex is not locked by this call. */
  List<Out> refusals(World w, Call call, Mark mark, SetState s, boolean again, Sym mutex) {
    List<Out> outs = new ArrayList<>();
    String deadlock = mark.text("deadlock", "");
    String already = mark.text("again", "");
    boolean back = !deadlock.isEmpty() && s.mayDeadlock() && !again;
    if (discarded(call.at())) {
      String lost = back ? deadlock : again ? "" : mark.text("failed", "");
      if (!lost.isEmpty()) {
        m.emit(
            () -> new Event.AnswerIgnored(m.cause(call.at()), lost, Names.text(call.at()), null));
      }
      return outs;
    }
    if (back) {
      outs.add(
          answer(
              w,
              call,
              deadlock,
              s.to(Stage.BACKING_OFF, sets.now(call.at())).refused(mutex, call.at())));
    }
    if (!again) {
      for (String failed : mark.texts("failed")) {
        outs.add(answer(w, call, failed, s.refused(mutex, call.at())));
      }
      if (!already.isEmpty() && s.mayDeadlock()) {
        outs.add(answer(w, call, already, s.passedOn()));
      }
    }
    return outs;
  }

  /** The first answer that was not acted upon; null if it was thrown. */
  private String said(Tree asked) {
    Set<String> all = given.get(asked);
    return all == null ? null : all.iterator().next();
  }

  private Out answer(World w, Call call, String text, SetState s) {
    World x = w.copy();
    if (call.receiver().sym() != null) {
      x.sets.put(call.receiver().sym(), s);
    }
    given.computeIfAbsent(call.at(), t -> new LinkedHashSet<>()).add(text);
    return new Out(x, Value.of(constant(x, call, text)));
  }

  /** What the call gives when the mutex is locked. */
  Value locked(World w, Call call, Mark mark, boolean again) {
    String text = again ? mark.text("again", "") : mark.text("on", "");
    if (!text.isEmpty()) {
      return Value.of(constant(w, call, text));
    }
    if (call.type() == null || call.type().getKind() == TypeKind.VOID) {
      return Value.UNKNOWN;
    }
    if (call.type().getKind() == TypeKind.BOOLEAN) {
      String not = mark.text("deadlock", mark.text("failed", ""));
      return Value.of(
          not.equals("false") ? Sym.TRUE : not.equals("true") ? Sym.FALSE : m.site(call.at()));
    }
    Sym result = m.site(call.at());
    w.facts.put(result, Fact.NONNULL);
    Sym set = call.receiver().sym();
    boolean proof = set != null && sets.types().is(call.type(), SetTypes.Role.PROOF);
    return new Value(result, proof ? Set.of(new Dep(Dep.Kind.PROOF, set)) : Set.of());
  }

  private Sym constant(World w, Call call, String text) {
    switch (text) {
      case "true":
        return Sym.TRUE;
      case "false":
        return Sym.FALSE;
      case "null":
        return Sym.NULL;
      default:
        break;
    }
    if (text.matches("-?\\d+")) {
      return Sym.number(Long.parseLong(text));
    }
    TypeElement type = Env.declared(call.method().getReturnType());
    if (type != null) {
      for (Element e : type.getEnclosedElements()) {
        if (e.getKind() == ElementKind.ENUM_CONSTANT && e.getSimpleName().contentEquals(text)) {
          return m.memory.read(w, Value.UNKNOWN, (VariableElement) e, call.at()).sym();
        }
      }
    }
    return m.site(call.at());
  }
}
