package lockproof.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Calls that run a closure as an optimistic section, and again until it was undisturbed. */
final class Reruns {
  private final Machine m;

  Reruns(Machine m) {
    this.m = m;
  }

  /** A call that runs its closure as an optimistic section and validates it before returning. */
  List<Out> run(World w, Call call) {
    List<Out> outs = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      if (call.args().get(i).sym() instanceof Sym.Closure c) {
        Sym lock = call.receiver().sym() == null ? m.site(call.at()) : call.receiver().sym();
        Set<Sym> before = Set.copyOf(w.fresh);
        Value stamp = m.sections.open(w, lock, call.at());
        m.sections.retries(stamp.sym());
        for (Out o : m.closures.once(w, c, List.of(), call)) {
          again(o.world(), before, stamp.sym(), c, call);
          Value kept = o.value();
          o.world().result = kept;
          m.sections.settle(o.world(), stamp.sym());
          kept = o.world().result;
          o.world().result = Value.UNKNOWN;
          o.world().sections.remove(stamp.sym());
          outs.add(new Out(o.world(), kept));
        }
        return outs;
      }
    }
    return List.of(new Out(w, new Value(m.site(call.at()), Set.of())));
  }

  /** What is left of a first run, which was disturbed, in objects that were there before it. */
  private void again(World w, Set<Sym> before, Sym stamp, Sym.Closure c, Call call) {
    Dep read = new Dep(Dep.Kind.TENTATIVE, stamp);
    Section first = w.sections.get(stamp);
    if (m.quiet > 0
        || first == null
        || w.heap.entrySet().stream()
            .noneMatch(
                e ->
                    e.getKey().owner() != null
                        && before.contains(e.getKey().owner())
                        && e.getValue().deps().contains(read))) {
      return;
    }
    Set<Slot> kept = new LinkedHashSet<>();
    m.quiet++;
    try {
      World second = w.copy();
      m.sections.spoil(second, stamp);
      Sym earlier = new Sym.Prev(stamp, null, false);
      second.rewrite(s -> s.equals(stamp) ? earlier : s);
      m.sections.open(second, first.lock(), call.at());
      for (Out o : m.closures.once(second, c, List.of(), call)) {
        o.world()
            .heap
            .forEach(
                (slot, v) -> {
                  if (v.deps().stream().anyMatch(d -> d.region().equals(earlier))) {
                    kept.add(slot);
                  }
                });
      }
    } finally {
      m.quiet--;
    }
    kept.stream()
        .filter(slot -> before.contains(slot.owner()))
        .forEach(slot -> m.uses.repeated(w, slot, stamp));
  }
}
