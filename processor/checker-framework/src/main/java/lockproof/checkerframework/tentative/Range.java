package lockproof.checkerframework.tentative;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;

/**
 * What is known of a number, whatever it was read from.
 *
 * @param positive it is above zero
 * @param nonZero a test has shown that it is not zero
 * @param neverNegative it is not below zero, provided that the numbers in fields are not
 * @param fixed it is the same for everybody: a constant, a parameter, a field that never changes
 * @param masked something fixed keeps it small
 * @param lengthOf the arrays whose length it is
 * @param within the arrays whose length it is known to lie below
 * @param not the locals that it is known to differ from
 */
record Range(
    boolean positive,
    boolean nonZero,
    boolean neverNegative,
    boolean fixed,
    boolean masked,
    Set<Path> lengthOf,
    Set<Path> within,
    Set<Path> not) {
  static final Range ANY =
      new Range(false, false, false, false, false, Set.of(), Set.of(), Set.of());

  static Range constant(Number value) {
    double v = value.doubleValue();
    return new Range(v > 0, v != 0, v >= 0, true, false, Set.of(), Set.of(), Set.of());
  }

  /** What stands in a field, or is handed over. */
  static Range read(boolean fixed) {
    return new Range(false, false, true, fixed, false, Set.of(), Set.of(), Set.of());
  }

  /** The length of an array that may have a name. */
  static Range length(Set<Path> of, boolean fixed) {
    return new Range(false, false, true, fixed, false, of, Set.of(), Set.of());
  }

  boolean isNonZero() {
    return positive || nonZero;
  }

  Range shownNonZero() {
    return new Range(positive, true, neverNegative, fixed, masked, lengthOf, within, not);
  }

  /** Made narrower: what was large may come out below zero. */
  Range cast() {
    return new Range(false, nonZero, false, fixed, masked, lengthOf, within, not);
  }

  Range below(Range bound) {
    Set<Path> arrays = Trace.union(bound.lengthOf, bound.within);
    return new Range(
        positive,
        nonZero,
        neverNegative,
        fixed,
        masked,
        lengthOf,
        Trace.union(within, arrays),
        not);
  }

  /** Shown to be another number than the one in the local. */
  Range not(Path local) {
    return new Range(
        positive,
        nonZero,
        neverNegative,
        fixed,
        masked,
        lengthOf,
        within,
        Trace.union(not, Set.of(local)));
  }

  boolean boundsArrays() {
    return !lengthOf.isEmpty() || !within.isEmpty();
  }

  Range join(Range o) {
    return equals(o)
        ? this
        : new Range(
            positive && o.positive,
            isNonZero() && o.isNonZero(),
            neverNegative && o.neverNegative,
            fixed && o.fixed,
            masked && o.masked,
            Trace.common(lengthOf, o.lengthOf),
            Trace.common(within, o.within),
            Trace.common(not, o.not));
  }

  Range without(Element v) {
    boolean mentioned =
        Stream.of(lengthOf, within, not).flatMap(Set::stream).anyMatch(p -> p.mentions(v));
    return mentioned
        ? new Range(
            positive,
            nonZero,
            neverNegative,
            fixed,
            masked,
            without(lengthOf, v),
            without(within, v),
            without(not, v))
        : this;
  }

  private static Set<Path> without(Set<Path> places, Element v) {
    return places.stream().filter(p -> !p.mentions(v)).collect(Collectors.toUnmodifiableSet());
  }

  /** The result of an operator. What is computed from the length of an array is taken as below. */
  static Range of(Tree.Kind operator, Range a, Range b) {
    boolean both = a.neverNegative && b.neverNegative;
    boolean masked = false;
    boolean never =
        switch (operator) {
          case AND, AND_ASSIGNMENT -> {
            masked = a.fixed || b.fixed;
            yield a.neverNegative || b.neverNegative;
          }
          case REMAINDER, REMAINDER_ASSIGNMENT -> {
            masked = b.fixed;
            yield both;
          }
          case PLUS, MULTIPLY, DIVIDE, LEFT_SHIFT, RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> both;
          default -> false;
        };
    return new Range(
        false, false, never, a.fixed && b.fixed, masked, Set.of(), arrays(List.of(a, b)), Set.of());
  }

  /** The result of a function that only computes. */
  static Range of(String function, List<Range> args) {
    boolean masked = false;
    boolean positive = false;
    boolean never = false;
    if (args.size() == 2) {
      Range a = args.get(0);
      Range b = args.get(1);
      switch (function) {
        case "max" -> {
          positive = a.positive || b.positive;
          never = a.neverNegative || b.neverNegative;
        }
        case "min" -> {
          positive = a.positive && b.positive;
          never = a.neverNegative && b.neverNegative;
        }
        case "floorMod" -> masked = b.fixed;
        default -> {}
      }
    }
    boolean fixed = !args.isEmpty() && args.stream().allMatch(Range::fixed);
    return new Range(positive, false, never, fixed, masked, Set.of(), arrays(args), Set.of());
  }

  private static Set<Path> arrays(List<Range> parts) {
    Set<Path> arrays = Set.of();
    for (Range r : parts) {
      arrays = Trace.union(Trace.union(arrays, r.lengthOf), r.within);
    }
    return arrays;
  }
}
