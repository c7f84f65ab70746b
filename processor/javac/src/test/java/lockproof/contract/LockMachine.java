package lockproof.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The state of one lock as the marks describe it: who holds it in which mode, and what each stamp
 * that was given out stands for. Knows nothing of any lock class.
 */
final class LockMachine {
  /** What a hold belongs to, which the marks leave open. */
  enum Owner {
    /** The thread that acquired it; who releases without holding is told so. */
    THREAD,
    /** Nobody: whoever has the stamp, or a view, may release. */
    STAMP,
    /** Nobody, and a release without a hold goes unnoticed: none is tried. */
    NONE
  }

  /** What the marks foretell of a call. */
  enum Forecast {
    /** It takes effect. */
    YES,
    /** It has no effect: it returns, or where it cannot it waits. */
    NO,
    /** Either. */
    MAYBE,
    /** It throws IllegalMonitorStateException. */
    THROWS,
    /** The marks do not say. */
    UNKNOWN
  }

  /** One hold. */
  static final class Hold {
    final Mode mode;
    final int actor;

    Hold(Mode mode, int actor) {
      this.mode = mode;
      this.actor = actor;
    }
  }

  /** A stamp that was given out; of kind null if it stands for nothing. */
  static final class Stamp {
    final long value;
    final Mode kind;
    Hold hold;
    boolean disturbed;

    Stamp(long value, Mode kind, Hold hold) {
      this.value = value;
      this.kind = kind;
      this.hold = hold;
    }
  }

  final Owner owner;
  private final boolean reentrant;
  final List<Hold> holds = new ArrayList<>();
  private final List<Stamp> stamps = new ArrayList<>();
  private final Stamp zero = new Stamp(0, null, null);

  LockMachine(Owner owner, boolean reentrant) {
    this.owner = owner;
    this.reentrant = reentrant;
  }

  /** Whether an acquisition would succeed now. */
  Forecast acquire(Mode mode, int actor) {
    if (mode == Mode.OPTIMISTIC) {
      return Forecast.YES;
    }
    boolean own = reentrant && holds.stream().allMatch(h -> h.actor == actor);
    boolean exclusive = holds(Mode.EXCLUSIVE);
    if (holds.isEmpty() || (mode == Mode.SHARED && !exclusive)) {
      return Forecast.YES;
    }
    if (own && exclusive) {
      // Without owners it may depend on how much is left to acquire.
      return owner == Owner.NONE ? Forecast.MAYBE : Forecast.YES;
    }
    return Forecast.NO;
  }

  boolean holds(Mode mode) {
    return holds.stream().anyMatch(h -> h.mode == mode);
  }

  boolean holds(Mode mode, int actor) {
    return holds.stream().anyMatch(h -> h.actor == actor && (mode == Mode.ANY || h.mode == mode));
  }

  /** Takes note of an acquisition; the value is that of its stamp, if it has one. */
  void acquired(Mode mode, int actor, Long value) {
    Hold hold = mode == Mode.OPTIMISTIC ? null : new Hold(mode, actor);
    if (mode == Mode.EXCLUSIVE) {
      stamps.forEach(s -> s.disturbed = true);
    }
    if (hold != null) {
      holds.add(hold);
    }
    if (value != null && value != 0) {
      stamps.add(new Stamp(value, mode, hold));
      stamps.removeIf(s -> s.hold == null && stamps.indexOf(s) < stamps.size() - 12);
    }
  }

  /** Takes note that a hold ended. */
  void released(Hold hold) {
    holds.remove(hold);
    for (Stamp s : stamps) {
      if (s.hold == hold) {
        s.hold = null;
        s.disturbed |= hold.mode == Mode.EXCLUSIVE;
      }
    }
  }

  /** A stamp of any past or present, or zero; a value that stands for something now does so. */
  Stamp any(Random random) {
    if (stamps.isEmpty() || random.nextInt(12) == 0) {
      return zero;
    }
    List<Stamp> held = stamps.stream().filter(s -> s.hold != null).toList();
    List<Stamp> from = held.isEmpty() || random.nextBoolean() ? stamps : held;
    return live(from.get(random.nextInt(from.size())));
  }

  private Stamp live(Stamp stamp) {
    return stamps.stream()
        .filter(s -> s.value == stamp.value && s.hold != null)
        .findFirst()
        .orElse(stamp);
  }

  Stamp of(Hold hold) {
    return stamps.stream().filter(s -> s.hold == hold).findFirst().orElse(null);
  }

  /** A hold that this actor may release without a stamp, or null. */
  Hold unstamped(Mode mode, int actor) {
    for (Hold h : holds) {
      boolean his = owner == Owner.STAMP ? of(h) == null : h.actor == actor;
      if (his && (mode == Mode.ANY || h.mode == mode)) {
        return h;
      }
    }
    return null;
  }

  /** Whether a release without a stamp succeeds. */
  Forecast release(Mode mode, int actor) {
    if (unstamped(mode, actor) != null) {
      return Forecast.YES;
    }
    return switch (owner) {
      case THREAD -> Forecast.THROWS;
      case NONE -> holds(Mode.ANY, actor) ? Forecast.THROWS : Forecast.UNKNOWN;
      // It would end a hold that a stamp stands for.
      case STAMP -> holds(mode) ? Forecast.UNKNOWN : Forecast.THROWS;
    };
  }

  /** Whether a release with the stamp succeeds. */
  Forecast release(Mode mode, Stamp stamp) {
    boolean fits = stamp.kind != null && (mode == Mode.ANY || mode == stamp.kind);
    if (fits && stamp.hold != null) {
      return Forecast.YES;
    }
    return fits && spent(stamp) ? Forecast.UNKNOWN : Forecast.THROWS;
  }

  /** Whether the stamp's hold has ended while others share the lock, who cannot be told from it. */
  boolean spent(Stamp stamp) {
    return stamp.kind == Mode.SHARED && stamp.hold == null && holds(Mode.SHARED);
  }

  boolean validates(Stamp stamp) {
    return stamp.kind != null && !stamp.disturbed;
  }

  /** Whether a conversion succeeds. */
  Forecast convert(Mode to, Stamp stamp) {
    if (spent(stamp)) {
      return Forecast.UNKNOWN;
    }
    boolean vouches = stamp.hold != null || (stamp.kind == Mode.OPTIMISTIC && validates(stamp));
    if (!vouches) {
      return Forecast.NO;
    }
    boolean had = holds.remove(stamp.hold);
    Forecast forecast = acquire(to, -1);
    if (had) {
      holds.add(stamp.hold);
    }
    return forecast;
  }

  /** Takes note of a conversion. */
  void converted(Stamp from, Mode to, int actor, long value) {
    if (from.hold != null && from.kind == to) {
      stamps.add(new Stamp(value, to, from.hold));
      return;
    }
    if (from.hold != null) {
      released(from.hold);
    }
    acquired(to, actor, value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("held");
    holds.forEach(h -> text.append(' ').append(h.mode).append(" by ").append(h.actor));
    return text.append(", ").append(stamps.size()).append(" stamps").toString();
  }
}
