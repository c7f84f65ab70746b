package lockproof.checkerframework.context;

import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.dataflow.analysis.ConditionalTransferResult;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.BitwiseAndNode;
import org.checkerframework.dataflow.cfg.node.BitwiseOrNode;
import org.checkerframework.dataflow.cfg.node.ConditionalAndNode;
import org.checkerframework.dataflow.cfg.node.ConditionalNotNode;
import org.checkerframework.dataflow.cfg.node.ConditionalOrNode;
import org.checkerframework.dataflow.cfg.node.EqualToNode;
import org.checkerframework.dataflow.cfg.node.InstanceOfNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.NotEqualNode;
import org.checkerframework.dataflow.cfg.node.NullLiteralNode;
import org.checkerframework.dataflow.cfg.node.TernaryExpressionNode;
import org.checkerframework.dataflow.cfg.node.TypeCastNode;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractTransfer;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** What values are worth: how names, casts and conditions pass on what is known. */
abstract class ConditionTransfer
    extends CFAbstractTransfer<ContextValue, ContextStore, ContextTransfer> {
  final ContextAnnotatedTypeFactory factory;
  final Tokens tokens;

  ConditionTransfer(
      CFAbstractAnalysis<ContextValue, ContextStore, ContextTransfer> analysis,
      ContextAnnotatedTypeFactory factory) {
    super(analysis);
    this.factory = factory;
    this.tokens = factory.tokens();
  }

  final Held held(TransferInput<ContextValue, ContextStore> in, Node n) {
    ContextValue v = n == null ? null : in.getValueOfSubNode(n);
    return v == null ? Held.NOTHING : v.held();
  }

  /** A value of the type; what is wrong with it stands beside its type. */
  final ContextValue value(TypeMirror type, Held held) {
    AnnotationMirrorSet all = new AnnotationMirrorSet();
    if (type.getKind() != TypeKind.TYPEVAR) {
      all.add(factory.live);
    }
    ContextValue v = analysis.createAbstractValue(all, type);
    return v == null ? null : v.with(held);
  }

  final TransferResult<ContextValue, ContextStore> result(
      Node n, TransferInput<ContextValue, ContextStore> in, Held held) {
    TypeKind kind = n.getType() == null ? TypeKind.NONE : n.getType().getKind();
    boolean typed =
        kind.isPrimitive()
            || kind == TypeKind.NULL
            || kind == TypeKind.DECLARED
            || kind == TypeKind.ARRAY
            || kind == TypeKind.TYPEVAR;
    ContextValue v = null;
    if (typed) {
      ContextValue declared =
          Signatures.declare(n) && held == Held.NOTHING
              ? getValueFromFactory(n.getTree(), n)
              : null;
      v = declared == null ? value(n.getType(), held) : declared.with(held);
    }
    return createTransferResult(v, in);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitNode(
      Node n, TransferInput<ContextValue, ContextStore> in) {
    return result(n, merged(n, in), n instanceof NullLiteralNode ? Held.NULL : Held.NOTHING);
  }

  /** What an operand has proven by being true is not proven by what it is an operand of. */
  private TransferInput<ContextValue, ContextStore> merged(
      Node n, TransferInput<ContextValue, ContextStore> in) {
    return in.containsTwoStores() ? new TransferInput<>(n, analysis, in.getRegularStore()) : in;
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitLocalVariable(
      LocalVariableNode n, TransferInput<ContextValue, ContextStore> in) {
    if (n.getName().startsWith("assertionsEnabled")) {
      ContextStore off = in.getElseStore().copy();
      off.impossible();
      return new ConditionalTransferResult<>(
          value(n.getType(), Held.NOTHING), in.getThenStore(), off);
    }
    Held h = in.getRegularStore().held(n.getElement());
    return proving(result(n, merged(n, in), h), h);
  }

  /** Where a truth proves contexts, they are proven on that way. */
  static TransferResult<ContextValue, ContextStore> proving(
      TransferResult<ContextValue, ContextStore> r, Held h) {
    if (h.yes().isEmpty() && h.no().isEmpty()) {
      return r;
    }
    ContextStore yes = r.getThenStore().copy();
    ContextStore no = r.getElseStore().copy();
    yes.prove(h.yes());
    no.prove(h.no());
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitTernaryExpression(
      TernaryExpressionNode n, TransferInput<ContextValue, ContextStore> in) {
    return result(n, in, held(in, n.getThenOperand()).join(held(in, n.getElseOperand())));
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitTypeCast(
      TypeCastNode n, TransferInput<ContextValue, ContextStore> in) {
    return result(n, in, cast(n.getOperand(), n.getType(), in));
  }

  /** What a value is under another type. */
  private Held cast(Node from, TypeMirror to, TransferInput<ContextValue, ContextStore> in) {
    boolean force =
        tokens.token(to)
            && !tokens.token(from.getType())
            && from.getType().getKind() != TypeKind.NULL;
    return force ? Held.FORGED : held(in, from);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitConditionalNot(
      ConditionalNotNode n, TransferInput<ContextValue, ContextStore> in) {
    return new ConditionalTransferResult<>(
        value(n.getType(), held(in, n.getOperand()).negated()),
        in.getElseStore(),
        in.getThenStore());
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitEqualTo(
      EqualToNode n, TransferInput<ContextValue, ContextStore> in) {
    return compared(n, n.getLeftOperand(), n.getRightOperand(), in, true);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitNotEqual(
      NotEqualNode n, TransferInput<ContextValue, ContextStore> in) {
    return compared(n, n.getLeftOperand(), n.getRightOperand(), in, false);
  }

  private TransferResult<ContextValue, ContextStore> compared(
      Node n, Node a, Node b, TransferInput<ContextValue, ContextStore> in, boolean equal) {
    Node asked = b instanceof NullLiteralNode ? a : a instanceof NullLiteralNode ? b : null;
    TransferResult<ContextValue, ContextStore> r = result(n, in, Held.NOTHING);
    if (asked instanceof AssignmentNode x) {
      asked = x.getTarget();
    }
    if (!(asked instanceof LocalVariableNode local)) {
      return r;
    }
    ContextStore yes = r.getThenStore().copy();
    ContextStore no = r.getElseStore().copy();
    Held before = yes.held(local.getElement());
    (equal ? no : yes).change(local.getElement(), Held::nonNull);
    if (before.itself()) {
      ContextStore absent = equal ? yes : no;
      if (before.isNull() || before.lent()) {
        absent.change(local.getElement(), h -> Held.NULL);
      } else {
        absent.impossible();
      }
    }
    return new ConditionalTransferResult<>(r.getResultValue(), yes, no);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitConditionalAnd(
      ConditionalAndNode n, TransferInput<ContextValue, ContextStore> in) {
    return result(n, in, Held.NOTHING);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitConditionalOr(
      ConditionalOrNode n, TransferInput<ContextValue, ContextStore> in) {
    return result(n, in, Held.NOTHING);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitBitwiseAnd(
      BitwiseAndNode n, TransferInput<ContextValue, ContextStore> in) {
    Held h = held(in, n.getLeftOperand()).and(held(in, n.getRightOperand()));
    return proving(result(n, merged(n, in), h), h);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitBitwiseOr(
      BitwiseOrNode n, TransferInput<ContextValue, ContextStore> in) {
    Held h = held(in, n.getLeftOperand()).or(held(in, n.getRightOperand()));
    return proving(result(n, merged(n, in), h), h);
  }

  /** A token that is found in something of another type was made by force, or kept. */
  @Override
  public TransferResult<ContextValue, ContextStore> visitInstanceOf(
      InstanceOfNode n, TransferInput<ContextValue, ContextStore> in) {
    TransferResult<ContextValue, ContextStore> r = result(n, merged(n, in), Held.NOTHING);
    ContextStore yes = r.getThenStore().copy();
    for (LocalVariableNode bound : n.getBindingVariables()) {
      boolean whole = n.getPatternNode() == null || n.getBindingVariables().size() == 1;
      ContextValue v =
          value(bound.getType(), cast(n.getOperand(), bound.getType(), whole ? in : null));
      if (v != null) {
        yes.assign(bound.getElement(), v);
      }
    }
    return new ConditionalTransferResult<>(r.getResultValue(), yes, r.getElseStore());
  }
}
