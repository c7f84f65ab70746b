package lockproof.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Mark;
import lockproof.contract.Outcome;

/** Which torn operands can make a call throw that would not throw otherwise. */
final class Torn {
  private final Machine m;

  Torn(Machine m) {
    this.m = m;
  }

  /**
   * What the arguments contain, where the call reads it: a copy of a collection walks along it, a
   * copy of an array copies elements that may be of several moments.
   */
  Set<Dep> argumentContent(World w, Call call) {
    Set<Dep> deps = Set.of();
    if (w.sections.isEmpty()) {
      return deps;
    }
    for (int i = 0; i < call.args().size(); i++) {
      if (reads(call, i)) {
        deps = Value.union(deps, m.memory.contentRead(w, call.args().get(i), call.argTree(i)));
      }
    }
    return deps;
  }

  private boolean reads(Call call, int i) {
    TypeMirror given = m.env.type(call.argTree(i));
    return call.parameter(i) != null
        && call.parameter(i).asType().getKind() != TypeKind.TYPEVAR
        && (array(given) || m.env.contracts.hasMutators(given));
  }

  private static boolean array(TypeMirror t) {
    return t != null && t.getKind() == TypeKind.ARRAY;
  }

  /** What the arguments contain that is walked along: of an array each element is there. */
  Set<Dep> walked(World w, Call call) {
    Set<Dep> deps = Set.of();
    for (int i = 0; i < call.args().size() && !w.sections.isEmpty(); i++) {
      if (reads(call, i) && !array(m.env.type(call.argTree(i)))) {
        deps = Value.union(deps, m.memory.contentRead(w, call.args().get(i), call.argTree(i)));
      }
    }
    return Paths.tentative(deps);
  }

  /** What can make a pure call throw. */
  Set<Dep> of(World w, Call call, Set<Dep> content) {
    Contract c = call.contract();
    Outcome unless =
        c.mark("Pure").map((Mark p) -> p.constant("unless", Outcome.ALWAYS)).orElse(Outcome.ALWAYS);
    boolean onNegative = c.mark("Pure").map(p -> p.flag("onNegative", false)).orElse(false);
    List<Value> args = call.args();
    Set<Dep> torn = new LinkedHashSet<>();
    if (unless == Outcome.ALWAYS && oneWhole(w, call)) {
      return torn;
    }
    if (unless == Outcome.NONZERO) {
      Value last = args.get(args.size() - 1);
      return m.paths.nonZero(w, last.sym()) ? torn : Paths.tentative(last.deps());
    }
    if (unless == Outcome.ALWAYS) {
      torn.addAll(Paths.tentative(call.receiver().deps()));
      torn.addAll(Paths.tentative(content));
      torn.addAll(walked(w, call));
    }
    for (int i = 0; i < args.size(); i++) {
      Value a = args.get(i);
      TypeMirror given = m.env.type(call.argTree(i));
      boolean reference = Env.reference(given);
      boolean harmless =
          unless == Outcome.NONNULL || array(given)
              ? !reference || !m.paths.tornNull(w, a)
              : ownLength(call, a)
                  || onNegative && !reference && Bounds.neverNegative(a.sym())
                  || i > 0 && filledIn(call) && (!reference || m.env.immutable(given));
      if (!harmless) {
        torn.addAll(Paths.tentative(m.memory.contentDeps(w, a)));
      }
    }
    return torn;
  }

  /**
   * Whether a single operand was read in a section, by one read of something immutable: whatever
   * the call makes of it, it makes of a value that was there.
   */
  private boolean oneWhole(World w, Call call) {
    int whole = 0;
    for (int i = -1; i < call.args().size(); i++) {
      Value v = i < 0 ? call.receiver() : call.args().get(i);
      if (Value.tentative(m.memory.contentDeps(w, v))) {
        TypeMirror type = i < 0 ? Env.typeOf(call.method()).asType() : m.env.type(call.argTree(i));
        boolean read = v.sym() instanceof Sym.Read && !m.paths.chosenByOthers(w, v.sym());
        if (!read || !m.env.immutable(type) || m.paths.tornNull(w, v)) {
          return false;
        }
        whole++;
      }
    }
    return whole == 1;
  }

  /** Whether the call fills a text in that is the same for everybody: any value has its place. */
  private static boolean filledIn(Call call) {
    return call.method().isVarArgs()
        && call.args().get(0).sym() instanceof Sym.Const c
        && c.value() instanceof String;
  }

  /** Whether the value is at most the length of an array that is given along with it. */
  private boolean ownLength(Call call, Value v) {
    return v.sym() != null
        && call.args().stream()
            .anyMatch(a -> a.sym() != null && Bounds.atMost(v.sym(), Bounds.length(a.sym())));
  }
}
