package lockproof.ww;

import lockproof.annotations.SetPhase;
import lockproof.annotations.SetPhase.Phase;
import lockproof.annotations.SetType;
import lockproof.annotations.SetType.Role;

/**
 * What the closure of {@link LockSet#attempt} is given: it locks, and reads what it has locked;
 * once it uses data in any other way, it can lock no more. Up to there it may be run several times.
 *
 * @param <C> the type that names the class
 */
@SetType(value = Role.SET, by = "C")
@SetPhase(Phase.ATTEMPT)
public interface Attempt<C> extends Acquirer<C>, Holder<C> {}
