package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import lockproof.contract.Mode;

/**
 * Locks that nobody owns and of which several permits are taken by one call: what a call gives back
 * may be less. Where a number is not known, or a loop counts, one call gives back all.
 */
final class Permits {
  private final Machine m;

  /** How many permits an acquisition took. */
  private final Map<Tree, Integer> taken = new HashMap<>();

  Permits(Machine m) {
    this.m = m;
  }

  void begin() {
    taken.clear();
  }

  /** The call has just taken the lock. */
  void take(World w, Sym lock, Call call) {
    LockKey key = Holds.key(lock, Mode.EXCLUSIVE);
    Hold h = held(w, key);
    int permits = of(call);
    if (h != null && permits > 1) {
      w.holds.put(key, h.count(h.count() + permits - 1));
      taken.merge(h.at(), h.count() + permits - 1, Math::max);
    }
  }

  /** The call is about to give the lock back: one hold is left for each permit that is kept. */
  void give(World w, Sym lock, Call call) {
    LockKey key = Holds.key(lock, Mode.EXCLUSIVE);
    Hold h = held(w, key);
    int permits = of(call);
    if (h != null) {
      boolean fewer = permits > 0 && permits < h.count() && m.loops == 0;
      w.holds.put(key, h.count(fewer ? h.count() + 1 - permits : 1));
    }
  }

  private Hold held(World w, LockKey key) {
    Hold h = m.lockTypes.owned(key.lock()) ? null : w.holds.get(key);
    return h == null || !h.held() || h.count() == 0 ? null : h;
  }

  /** Whether some of the permits were given back, and others were not. */
  boolean partly(Hold h) {
    return h.count() < taken.getOrDefault(h.at(), 0);
  }

  /** How many permits the call takes or gives back, 0 if that is not known. */
  private int of(Call call) {
    if (call.args().isEmpty()
        || !m.env.marked(Env.typeOf(call.method()).asType(), "LockType")
        || call.parameter(0).asType().getKind() != TypeKind.INT) {
      return 1;
    }
    return call.args().get(0).sym() instanceof Sym.Const c && c.value() instanceof Long n
        ? n.intValue()
        : 0;
  }
}
