package lockproof.checkerframework.tentative;

import org.checkerframework.dataflow.cfg.node.BooleanLiteralNode;
import org.checkerframework.dataflow.cfg.node.NarrowingConversionNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.NullLiteralNode;
import org.checkerframework.dataflow.cfg.node.ValueLiteralNode;
import org.checkerframework.dataflow.cfg.node.WideningConversionNode;

/** Constants: which outcome of a test they make impossible. */
final class Literals {
  private Literals() {}

  private static Node bare(Node n) {
    return n instanceof WideningConversionNode w
        ? bare(w.getOperand())
        : n instanceof NarrowingConversionNode x ? bare(x.getOperand()) : n;
  }

  /** Null, true, false, or zero: what results are compared with. */
  static boolean constant(Node n) {
    return isNull(n) || truth(n) || isZero(n);
  }

  static boolean isNull(Node n) {
    return bare(n) instanceof NullLiteralNode;
  }

  static boolean truth(Node n) {
    return bare(n) instanceof BooleanLiteralNode;
  }

  static boolean isZero(Node n) {
    return bare(n) instanceof ValueLiteralNode v
        && v.getValue() instanceof Number x
        && x.doubleValue() == 0;
  }

  /** Whether the constant stands for the negative outcome. */
  static boolean no(Node n) {
    return !(bare(n) instanceof BooleanLiteralNode b && b.getValue());
  }

  /** The trace of a literal, null for anything else. */
  static Trace trace(Node n) {
    if (!(n instanceof ValueLiteralNode v)) {
      return null;
    }
    boolean number = v.getValue() instanceof Number;
    if (number) {
      Range range = Range.constant((Number) v.getValue());
      return Trace.NONE.with(isZero(n) ? Facts.NEVER : Facts.ALWAYS).range(range);
    }
    if (!isNull(n) && !truth(n)) {
      return Trace.NONE.with(Facts.ALWAYS);
    }
    return Trace.NONE.with(isNull(n) || no(n) ? Facts.NEVER : Facts.ALWAYS);
  }
}
