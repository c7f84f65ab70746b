package lockproof.engine;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Mode;

/** What the interpreter has seen; rules judge these and see nothing else. */
public sealed interface Event {
  /** The place it is about. */
  Site site();

  /** Whether it tells of the place alone, whoever calls, and nothing is wrong with it. */
  default boolean plain() {
    return false;
  }

  /** Whether it is told even of a body that is judged through its callers. */
  default boolean recorded() {
    return plain();
  }

  /** How a value was put to use. */
  enum How {
    RETURNED("returned"),
    STORED("stored where others can see it"),
    PASSED("passed on"),
    THROWN("thrown"),
    DECIDED("the reason for leaving here"),
    UNLOCKED("given to an unlock"),
    CAPTURED("captured by code that runs later"),
    SHARED("captured by code that other threads run");

    private final String words;

    How(String words) {
      this.words = words;
    }

    /** In words, after "is". */
    public String words() {
      return words;
    }
  }

  /** A tentative value was used. {@code reread}: its section had been validated before the read. */
  record TentativeUse(
      Site site,
      How how,
      String what,
      String lock,
      Section.State state,
      boolean stale,
      boolean reread,
      Site begun)
      implements Event {}

  /** A tentative value was used where it can throw or hang. */
  record Hazard(Site site, String what, String lock, Site begun) implements Event {}

  /** An effect inside a section that may be retried. */
  record SectionEffect(Site site, String what, String lock, Site begun) implements Event {}

  /** What is wrong with a stamp. */
  enum StampProblem {
    WRONG_LOCK,
    OPTIMISTIC,
    ZERO,
    RELEASED,
    CONVERTED,
    WRONG_MODE,
    UNKNOWN,
    OVERWRITTEN,
    COMPUTED,
    DISCARDED,
    NOT_REFRESHED
  }

  /** A stamp was put to a use it is not good for. */
  record StampMisused(Site site, StampProblem problem, String stamp, String lock, Site origin)
      implements Event {}

  /** Guarded data was written on a decision, made in a section or under a read lock before. */
  record ActedOnOldDecision(Site site, String what, String lock, Site decided, boolean locked)
      implements Event {}

  /** A lock was acquired. {@code held} is how this very lock was held already, or null. */
  record Acquired(
      Site site,
      Sym lock,
      String name,
      Mode mode,
      Mode held,
      boolean reentrant,
      boolean attempt,
      Site before)
      implements Event {
    @Override
    public boolean plain() {
      return held == null || reentrant && (held == Mode.EXCLUSIVE || held == mode);
    }
  }

  /** Why a release is wrong. */
  enum ReleaseProblem {
    NOT_HELD,
    TWICE,
    WRONG_MODE,
    FAILED_TRY,
    SOME_PATHS
  }

  /** A lock was released that is not held. */
  record ReleasedWrongly(Site site, String name, ReleaseProblem problem, Mode mode, Site before)
      implements Event {}

  /** How a lock was left behind. */
  enum LeakKind {
    /** On a path that returns. */
    RETURN,
    /** By a {@code throw} in this method. */
    THROW,
    /** By an exception out of a call. */
    CALL
  }

  /** A lock, guard or token was left unreleased. */
  record Leaked(Site site, String name, LeakKind kind, Site exit, boolean scope) implements Event {}

  /** What an acquisition returned was thrown away. */
  record Dropped(Site site, String what, boolean attempt, boolean borrowed) implements Event {}

  /** Guarded data was touched without what guards it. {@code evidence}: where it is done right. */
  record Unguarded(
      Site site,
      String what,
      boolean write,
      boolean shared,
      String lock,
      String otherHeld,
      boolean inferred,
      Site evidence)
      implements Event {}

  /** A method was called without, or with, a lock that it names. */
  record Precondition(Site site, String method, String lock, boolean mustHold, Site mark)
      implements Event {}

  /**
   * The thread may be put to sleep where it must not be. {@code within}: where a called body does
   * it.
   */
  record Sleeps(Site site, String what, String region, boolean lock, Site since, Site within)
      implements Event {}

  /** A marked method does not do what its mark says. */
  record MarkBroken(Site site, String mark, String why) implements Event {}

  /** What is wrong with a token. */
  enum TokenProblem {
    NULL,
    MAYBE_NULL,
    CLOSED,
    ABSENT,
    FORGED,
    /** The code says, or has learned, where it runs, and it is somewhere else. */
    ELSEWHERE,
    /** Nothing is said about where the code runs. */
    UNSAID
  }

  /** A context was needed; {@code here} is the one that the code runs in instead, or null. */
  record ContextNeeded(Site site, String callee, String context, TokenProblem problem, String here)
      implements Event {}

  /** A guard, token or borrowed value was used after its end. */
  record UsedAfterClose(Site site, String what, boolean token, Site closed) implements Event {}

  /** A scope was closed before what depends on it. */
  record ClosedEarly(Site site, String scope, String guard, Site opened) implements Event {}

  /** A token, guard, guarded datum left its region. */
  record Escaped(Site site, String what, How how, String hint) implements Event {}

  /** A wait without a loop around it. */
  record AwaitOutsideLoop(Site site, String what) implements Event {}

  /** A lock object, or a new one that nobody else has, was used as a monitor. */
  record MonitorOfLock(Site site, String what, String how) implements Event {}

  /**
   * A lock is taken that was not held. Only where a survey is wanted, as are the next three.
   *
   * @param held the locks that are held already
   * @param contexts simple names of the contexts that are proven there
   * @param in the method or class whose body takes it; {@code site} knows who called that
   * @param runsAs the functional interface of the lambda that takes it, which runs at some other
   *     time; or null
   */
  record Taken(
      Site site,
      DeclaredLock lock,
      Mode mode,
      boolean attempt,
      List<DeclaredLock> held,
      Set<String> contexts,
      Element in,
      TypeElement runsAs)
      implements Event {}

  /** A class or field; {@code lock} is what it is as a lock, {@code guards} what marks name. */
  record Declared(Site site, Element element, DeclaredLock lock, List<DeclaredLock> guards)
      implements Event {}

  /** An order is declared. */
  record Ordered(Site site, DeclaredLock before, DeclaredLock after) implements Event {}

  /** The code shows that a lock covers a field, or the content of what it refers to. */
  record Covered(Site site, VariableElement field, boolean content, DeclaredLock lock)
      implements Event {}

  /** What is wrong with a step of a set of locks. */
  enum SetProblem {
    AFTER_DONE,
    AFTER_USE,
    DONE_TWICE,
    CLOSED,
    STILL_HOLDING,
    NOT_HELD,
    HELD_ALREADY,
    SLOW_UNNEEDED,
    SLOW_HOLDING,
    NOT_IDLE,
    TWO_SETS,
    LOCKED_ALONE,
    HOLDS_ALONE,
    OTHER_SET,
    ESCAPED
  }

  /** A step of a set of locks at a wrong time. {@code since}: what made it so. */
  record SetMisused(Site site, SetProblem problem, String what, Site since) implements Event {}

  /** An effect in code that a set of locks may run again. {@code certain}: not merely unknown. */
  record SetEffect(Site site, String what, boolean certain, Site begun) implements Event {}

  /**
   * The answer that a set has to back off, or that a mutex is not locked, was not acted upon; a
   * null answer stands for what is thrown.
   */
  record AnswerIgnored(Site site, String answer, String what, Site next) implements Event {}

  /** What is wrong with the class that a type names. */
  enum ClassMistake {
    MADE_AGAIN,
    RAW,
    CAST
  }

  /** A class of locks is made, or got, in a way that the type does not vouch for. */
  record ClassMistaken(Site site, ClassMistake mistake, String what) implements Event {}

  /**
   * A method takes a lock for its caller, or releases what its caller took; without a cover, what
   * was acquired at the site by a method that has returned is released by its caller.
   *
   * @param by the body of the method that was judged
   */
  record Transferred(Site site, Tree by, Cover cover, boolean taken) implements Event {}

  /**
   * A field was written with these locks held; collected before anything is judged.
   *
   * @param site what caused it
   * @param at the write
   * @param body the method that was interpreted, or the one in which it was that answers for it
   * @param own whether that method answers for it; if not, each of its callers does
   * @param field what was written
   * @param content whether what the field refers to was written
   * @param read whether it was only read
   * @param covers the locks that are held, for a write exclusively
   * @param taken those of them that no caller took
   * @param locked whether any lock is held
   */
  record Written(
      Site site,
      Tree at,
      Tree body,
      boolean own,
      VariableElement field,
      boolean content,
      boolean read,
      List<Cover> covers,
      Set<Cover> taken,
      boolean locked)
      implements Event {
    @Override
    public boolean plain() {
      return locked || read;
    }

    @Override
    public boolean recorded() {
      return true;
    }
  }
}
