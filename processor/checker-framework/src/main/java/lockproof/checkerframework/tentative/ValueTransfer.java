package lockproof.checkerframework.tentative;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import org.checkerframework.dataflow.analysis.ConditionalTransferResult;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.node.CaseNode;
import org.checkerframework.dataflow.cfg.node.ConditionalAndNode;
import org.checkerframework.dataflow.cfg.node.ConditionalNotNode;
import org.checkerframework.dataflow.cfg.node.ConditionalOrNode;
import org.checkerframework.dataflow.cfg.node.EqualToNode;
import org.checkerframework.dataflow.cfg.node.InstanceOfNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.NarrowingConversionNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.NotEqualNode;
import org.checkerframework.dataflow.cfg.node.NumericalSubtractionNode;
import org.checkerframework.dataflow.cfg.node.StringConversionNode;
import org.checkerframework.dataflow.cfg.node.SuperNode;
import org.checkerframework.dataflow.cfg.node.SwitchExpressionNode;
import org.checkerframework.dataflow.cfg.node.TernaryExpressionNode;
import org.checkerframework.dataflow.cfg.node.ThisNode;
import org.checkerframework.dataflow.cfg.node.VariableDeclarationNode;
import org.checkerframework.dataflow.cfg.node.WideningConversionNode;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractTransfer;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** What values are worth: how operators, conversions and conditions pass traces on. */
abstract class ValueTransfer
    extends CFAbstractTransfer<TentativeValue, TentativeStore, TentativeTransfer> {
  final TentativeAnnotatedTypeFactory factory;
  final Environment env;
  final Reads reads;
  final Calls calls;
  final Uses uses;
  final Tests tests = new Tests();
  private final Conditions conditions;

  ValueTransfer(
      CFAbstractAnalysis<TentativeValue, TentativeStore, TentativeTransfer> analysis,
      TentativeAnnotatedTypeFactory factory) {
    super(analysis);
    this.factory = factory;
    this.env = factory.environment();
    this.reads = factory.reads();
    this.calls = new Calls(env, reads, factory.findings());
    this.conditions = new Conditions(factory);
    this.uses = new Uses(factory, calls);
  }

  static Trace trace(TransferInput<TentativeValue, TentativeStore> in, Node n) {
    if (n instanceof ThisNode || n instanceof SuperNode) {
      return Trace.NONE.at(Path.THIS);
    }
    TentativeValue v = n == null ? null : in.getValueOfSubNode(n);
    return v == null ? Trace.NONE : v.trace();
  }

  final TentativeValue value(
      Node n, TransferInput<TentativeValue, TentativeStore> in, Trace trace) {
    AnnotationMirror declared = factory.settled;
    for (Node operand : n.getOperands()) {
      declared = either(declared, qualifier(in.getValueOfSubNode(operand)));
    }
    return value(declared, n.getType(), trace);
  }

  /** What the type of the value says of it. */
  final AnnotationMirror qualifier(TentativeValue v) {
    AnnotationMirrorSet all = v == null ? new AnnotationMirrorSet() : v.getAnnotations();
    return all.contains(factory.tentative)
        ? factory.tentative
        : all.contains(factory.poly) ? factory.poly : factory.settled;
  }

  private AnnotationMirror either(AnnotationMirror a, AnnotationMirror b) {
    return a == factory.tentative || b == factory.settled ? a : b;
  }

  /** A type variable has no qualifier of its own. */
  final TentativeValue value(AnnotationMirror qualifier, TypeMirror type, Trace trace) {
    AnnotationMirrorSet all = new AnnotationMirrorSet();
    if (type.getKind() != TypeKind.TYPEVAR) {
      all.add(qualifier);
    }
    TentativeValue v = analysis.createAbstractValue(all, type);
    return v == null ? null : v.with(trace);
  }

  /** The value of something declared, whose type may say that it is tentative. */
  final TentativeValue declared(
      Node n, TransferInput<TentativeValue, TentativeStore> in, Trace trace) {
    TentativeValue v = n.getTree() == null ? null : getValueFromFactory(n.getTree(), n);
    return v == null ? value(n, in, trace) : v.with(trace);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitNode(
      Node n, TransferInput<TentativeValue, TentativeStore> in) {
    TypeKind kind = n.getType() == null ? TypeKind.NONE : n.getType().getKind();
    boolean typed = kind.isPrimitive() || kind == TypeKind.NULL || isReference(kind);
    if (!typed) {
      return createTransferResult((TentativeValue) null, in);
    }
    Trace trace = Literals.trace(n);
    if (trace == null) {
      List<Trace> operands = new ArrayList<>();
      n.getOperands().forEach(o -> operands.add(trace(in, o)));
      trace = settledOnTheWay(n, in, Operators.trace(n, operands));
      uses.computed(in.getRegularStore(), n, operands);
      if (n instanceof NumericalSubtractionNode d
          && Tests.differ(in.getRegularStore(), d.getLeftOperand(), d.getRightOperand())) {
        trace = trace.range(trace.range().shownNonZero());
      }
    }
    TransferResult<TentativeValue, TentativeStore> r =
        createTransferResult(value(n, in, trace), in);
    boolean asked = !Literals.constant(n) || conditions.endless(n.getTree());
    return asked ? conditional(n, r, trace) : r;
  }

  private static boolean isReference(TypeKind kind) {
    return kind == TypeKind.DECLARED || kind == TypeKind.ARRAY || kind == TypeKind.TYPEVAR;
  }

  /** Where the value decides how it goes on, the paths from here depend on it. */
  final TransferResult<TentativeValue, TentativeStore> conditional(
      Node n, TransferResult<TentativeValue, TentativeStore> result, Trace trace) {
    boolean truth = n.getType() != null && n.getType().getKind() == TypeKind.BOOLEAN;
    boolean flag = n instanceof LocalVariableNode;
    if (!truth || (!flag && !trace.tentative() && trace.facts().equals(Facts.NONE))) {
      return result;
    }
    TentativeStore yes = result.getThenStore().copy();
    TentativeStore no = result.getElseStore().copy();
    if (trace.tentative() && !compound(n) && conditions.decides(n.getTree())) {
      yes.decide(trace.deps());
      no.decide(trace.deps());
    }
    yes.learn(trace.facts().yes());
    no.learn(trace.facts().no());
    if (n instanceof LocalVariableNode local) {
      tests.known(yes, local.getElement(), true);
      tests.known(no, local.getElement(), false);
    }
    return new ConditionalTransferResult<>(result.getResultValue(), yes, no);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitWideningConversion(
      WideningConversionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return visitNode(n, in);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitNarrowingConversion(
      NarrowingConversionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return visitNode(n, in);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitStringConversion(
      StringConversionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return visitNode(n, in);
  }

  /** Whether its operands decide. */
  private static boolean compound(Node n) {
    return n instanceof ConditionalAndNode || n instanceof ConditionalOrNode;
  }

  /**
   * What a conjunction depends on when it comes out true was settled on the way, and false is what
   * follows from a failed validation.
   */
  private static Trace settledOnTheWay(
      Node n, TransferInput<TentativeValue, TentativeStore> in, Trace t) {
    if (!(n instanceof ConditionalAndNode) || !in.containsTwoStores()) {
      return t;
    }
    return t.with(
        Dep.map(
            t.deps(),
            d -> d.status() == Dep.Status.OPEN && in.getThenStore().settled(d.lock()) ? null : d));
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitVariableDeclaration(
      VariableDeclarationNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return createTransferResult((TentativeValue) null, in);
  }

  // ---- conditions

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitConditionalNot(
      ConditionalNotNode n, TransferInput<TentativeValue, TentativeStore> in) {
    Trace t = trace(in, n.getOperand());
    return new ConditionalTransferResult<>(
        value(n, in, t.with(t.facts().negated())), in.getElseStore(), in.getThenStore());
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitEqualTo(
      EqualToNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return compared(n, n.getLeftOperand(), n.getRightOperand(), in, true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitNotEqual(
      NotEqualNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return compared(n, n.getLeftOperand(), n.getRightOperand(), in, false);
  }

  final TransferResult<TentativeValue, TentativeStore> compared(
      Node n, Node a, Node b, TransferInput<TentativeValue, TentativeStore> in, boolean equal) {
    Node asked = Literals.constant(b) ? a : b;
    Node with = asked == a ? b : a;
    Trace t = trace(in, asked);
    Trace result = Trace.of(Dep.union(t.deps(), trace(in, with).deps()));
    if (!Literals.constant(with)) {
      return tests.different(
          conditional(n, createTransferResult(value(n, in, result), in), result), a, b, !equal);
    }
    Facts facts = Literals.no(with) == equal ? t.facts().negated() : t.facts();
    result = result.with(facts);
    if (in.containsTwoStores() && Literals.truth(with)) {
      boolean swap = Literals.no(with) == equal;
      TentativeStore yes = swap ? in.getElseStore() : in.getThenStore();
      TentativeStore no = swap ? in.getThenStore() : in.getElseStore();
      return new ConditionalTransferResult<>(value(n, in, result), yes, no);
    }
    TransferResult<TentativeValue, TentativeStore> r =
        conditional(n, createTransferResult(value(n, in, result), in), result);
    if (Literals.truth(with)) {
      return r;
    }
    return Literals.isNull(with)
        ? tests.nonNull(r, asked, !equal)
        : tests.nonZero(r, asked, !equal);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitInstanceOf(
      InstanceOfNode n, TransferInput<TentativeValue, TentativeStore> in) {
    Trace t = Trace.of(trace(in, n.getOperand()).deps());
    TransferResult<TentativeValue, TentativeStore> r =
        conditional(n, createTransferResult(value(n, in, t), in), t);
    return tests.nonNull(r, n.getOperand(), true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitLessThan(
      org.checkerframework.dataflow.cfg.node.LessThanNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    return tests.different(
        tests.below(visitNode(n, in), n.getLeftOperand(), trace(in, n.getRightOperand()), true),
        n.getLeftOperand(),
        n.getRightOperand(),
        true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitGreaterThan(
      org.checkerframework.dataflow.cfg.node.GreaterThanNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    TransferResult<TentativeValue, TentativeStore> r =
        tests.below(visitNode(n, in), n.getRightOperand(), trace(in, n.getLeftOperand()), true);
    r = tests.different(r, n.getLeftOperand(), n.getRightOperand(), true);
    return Literals.isZero(n.getRightOperand()) ? tests.nonZero(r, n.getLeftOperand(), true) : r;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitGreaterThanOrEqual(
      org.checkerframework.dataflow.cfg.node.GreaterThanOrEqualNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    return tests.different(
        tests.below(visitNode(n, in), n.getLeftOperand(), trace(in, n.getRightOperand()), false),
        n.getLeftOperand(),
        n.getRightOperand(),
        false);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitLessThanOrEqual(
      org.checkerframework.dataflow.cfg.node.LessThanOrEqualNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    TransferResult<TentativeValue, TentativeStore> r =
        tests.below(visitNode(n, in), n.getRightOperand(), trace(in, n.getLeftOperand()), false);
    r = tests.different(r, n.getLeftOperand(), n.getRightOperand(), false);
    return Literals.isZero(n.getRightOperand()) ? tests.nonZero(r, n.getLeftOperand(), false) : r;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitTernaryExpression(
      TernaryExpressionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    Trace t = trace(in, n.getThenOperand()).join(trace(in, n.getElseOperand()));
    t = t.with(Dep.union(t.deps(), chosenBy(n.getConditionOperand(), in)));
    return createTransferResult(value(n, in, t), in);
  }

  /**
   * What a choice depends on; in one condition with a validation, not what a failed one chooses.
   */
  private static Set<Dep> chosenBy(
      Node condition, TransferInput<TentativeValue, TentativeStore> in) {
    Set<Dep> deps = trace(in, condition).deps();
    Node bare = condition instanceof ConditionalNotNode not ? not.getOperand() : condition;
    TentativeStore store = in.getRegularStore();
    return compound(bare)
        ? Dep.map(deps, d -> !d.status().over() && store.failed(d.lock()) ? null : d)
        : deps;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitSwitchExpressionNode(
      SwitchExpressionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return createTransferResult(value(n, in, trace(in, n.getSwitchExpressionVar())), in);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitCase(
      CaseNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore yes = in.getThenStore().copy();
    TentativeStore no = in.getElseStore().copy();
    TentativeValue of =
        in.getRegularStore().getValue((LocalVariableNode) n.getSwitchOperand().getTarget());
    if (of != null) {
      yes.decide(of.trace().deps());
      no.decide(of.trace().deps());
    }
    return new ConditionalTransferResult<>(null, yes, no);
  }
}
