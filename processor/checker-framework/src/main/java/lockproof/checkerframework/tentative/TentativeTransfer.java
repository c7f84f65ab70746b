package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import org.checkerframework.dataflow.analysis.ConditionalTransferResult;
import org.checkerframework.dataflow.analysis.RegularTransferResult;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.UnderlyingAST;
import org.checkerframework.dataflow.cfg.node.ArrayAccessNode;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.CaseNode;
import org.checkerframework.dataflow.cfg.node.ConditionalAndNode;
import org.checkerframework.dataflow.cfg.node.ConditionalNotNode;
import org.checkerframework.dataflow.cfg.node.ConditionalOrNode;
import org.checkerframework.dataflow.cfg.node.EqualToNode;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.InstanceOfNode;
import org.checkerframework.dataflow.cfg.node.LambdaResultExpressionNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.MethodInvocationNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.NotEqualNode;
import org.checkerframework.dataflow.cfg.node.ObjectCreationNode;
import org.checkerframework.dataflow.cfg.node.ReturnNode;
import org.checkerframework.dataflow.cfg.node.SuperNode;
import org.checkerframework.dataflow.cfg.node.SwitchExpressionNode;
import org.checkerframework.dataflow.cfg.node.TernaryExpressionNode;
import org.checkerframework.dataflow.cfg.node.ThisNode;
import org.checkerframework.dataflow.cfg.node.ThrowNode;
import org.checkerframework.dataflow.cfg.node.VariableDeclarationNode;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.framework.flow.CFAbstractTransfer;
import org.checkerframework.javacutil.AnnotationMirrorSet;

/** Carries traces along the control flow, and judges the places where values are used. */
public final class TentativeTransfer
    extends CFAbstractTransfer<TentativeValue, TentativeStore, TentativeTransfer> {
  private final TentativeAnnotatedTypeFactory factory;
  private final Environment env;
  private final Reads reads;
  private final Calls calls;
  private final Uses uses;
  private final Tests tests = new Tests();

  TentativeTransfer(
      CFAbstractAnalysis<TentativeValue, TentativeStore, TentativeTransfer> analysis,
      TentativeAnnotatedTypeFactory factory) {
    super(analysis);
    this.factory = factory;
    this.env = factory.environment();
    this.reads = factory.reads();
    this.calls = new Calls(env, reads, factory.findings());
    this.uses = new Uses(factory, calls);
  }

  @Override
  public TentativeStore initialStore(UnderlyingAST code, List<LocalVariableNode> parameters) {
    TentativeStore store = super.initialStore(code, parameters);
    if (code instanceof UnderlyingAST.CFGLambda lambda) {
      new Closures(factory).enter(store, lambda.getLambdaTree());
    } else {
      store.elsewhere();
    }
    return store;
  }

  // ---- values

  static Trace trace(TransferInput<TentativeValue, TentativeStore> in, Node n) {
    if (n instanceof ThisNode || n instanceof SuperNode) {
      return Trace.NONE.at(Path.THIS);
    }
    TentativeValue v = n == null ? null : in.getValueOfSubNode(n);
    return v == null ? Trace.NONE : v.trace();
  }

  private TentativeValue value(
      Node n, TransferInput<TentativeValue, TentativeStore> in, Trace trace) {
    boolean declared = false;
    for (Node operand : n.getOperands()) {
      TentativeValue v = in.getValueOfSubNode(operand);
      declared |= v != null && v.getAnnotations().contains(factory.tentative);
    }
    return value(declared ? factory.tentative : factory.settled, n.getType(), trace);
  }

  /** A type variable has no qualifier of its own. */
  private TentativeValue value(AnnotationMirror qualifier, TypeMirror type, Trace trace) {
    AnnotationMirrorSet all = new AnnotationMirrorSet();
    if (type.getKind() != TypeKind.TYPEVAR) {
      all.add(qualifier);
    }
    TentativeValue v = analysis.createAbstractValue(all, type);
    return v == null ? null : v.with(trace);
  }

  /** The value of something declared, whose type may say that it is tentative. */
  private TentativeValue declared(
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
    }
    TransferResult<TentativeValue, TentativeStore> r =
        createTransferResult(value(n, in, trace), in);
    return Literals.constant(n) ? r : conditional(n, r, trace);
  }

  private static boolean isReference(TypeKind kind) {
    return kind == TypeKind.DECLARED || kind == TypeKind.ARRAY || kind == TypeKind.TYPEVAR;
  }

  /** Where the value decides how it goes on, the paths from here depend on it. */
  private TransferResult<TentativeValue, TentativeStore> conditional(
      Node n, TransferResult<TentativeValue, TentativeStore> result, Trace trace) {
    boolean truth = n.getType() != null && n.getType().getKind() == TypeKind.BOOLEAN;
    if (!truth || (!trace.tentative() && trace.facts().equals(Facts.NONE))) {
      return result;
    }
    TentativeStore yes = result.getThenStore().copy();
    TentativeStore no = result.getElseStore().copy();
    if (trace.tentative() && !compound(n) && uses.condition(n.getTree())) {
      yes.decide(trace.deps());
      no.decide(trace.deps());
    }
    yes.learn(trace.facts().yes());
    no.learn(trace.facts().no());
    return new ConditionalTransferResult<>(result.getResultValue(), yes, no);
  }

  /** Whether its operands decide. */
  private static boolean compound(Node n) {
    return n instanceof ConditionalAndNode || n instanceof ConditionalOrNode;
  }

  /** What a conjunction depends on when it comes out true was settled on the way. */
  private static Trace settledOnTheWay(
      Node n, TransferInput<TentativeValue, TentativeStore> in, Trace t) {
    if (!(n instanceof ConditionalAndNode) || !in.containsTwoStores()) {
      return t;
    }
    return t.with(
        Dep.map(
            t.deps(),
            d ->
                d.status() == Dep.Status.OPEN && in.getThenStore().settled(d.lock()) ? null : d));
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitVariableDeclaration(
      VariableDeclarationNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return createTransferResult((TentativeValue) null, in);
  }

  // ---- places

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitLocalVariable(
      LocalVariableNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeValue known = in.getRegularStore().getValue(n);
    TentativeValue v = known == null ? declared(n, in, Trace.NONE) : known;
    if (v == null) {
      return createTransferResult((TentativeValue) null, in);
    }
    Trace t = v.trace().path() == null ? v.trace().at(Path.root(n.getElement())) : v.trace();
    uses.walked(in.getRegularStore(), n, t);
    return conditional(n, createTransferResult(v.with(t), in), t);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitFieldAccess(
      FieldAccessNode n, TransferInput<TentativeValue, TentativeStore> in) {
    if (n.getFieldName().equals("this")) {
      return createTransferResult(value(n, in, Trace.NONE.at(Path.THIS)), in);
    }
    TentativeStore store = in.getRegularStore();
    Trace on = trace(in, n.getReceiver());
    VariableElement f = n.getElement();
    if (n.isLValue() || f == null || f.getKind() != ElementKind.FIELD || isLength(n)) {
      Trace t = Trace.of(on.deps());
      if (isLength(n) && n.getReceiver() instanceof LocalVariableNode array) {
        t = t.lengths(Set.of(array.getElement()), Set.of());
      }
      uses.dereferenced(store, n.getReceiver(), on);
      return createTransferResult(value(n, in, t), in);
    }
    boolean isStatic = f.getModifiers().contains(Modifier.STATIC);
    Path base = isStatic ? null : on.path();
    if (!isStatic) {
      uses.dereferenced(store, n.getReceiver(), on);
    }
    Path path = isStatic ? Path.root(f) : base == null ? null : base.to(f);
    Trace t =
        Trace.of(Dep.union(on.deps(), reads.field(store, base, f)))
            .at(path)
            .maybeNull(reads.facts().maybeNull(f));
    in = new TransferInput<>(n, analysis, store);
    return conditional(n, createTransferResult(declared(n, in, t), in), t);
  }

  private static boolean isLength(FieldAccessNode n) {
    return n.getFieldName().equals("length")
        && n.getReceiver() != null
        && n.getReceiver().getType() != null
        && n.getReceiver().getType().getKind() == TypeKind.ARRAY;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitArrayAccess(
      ArrayAccessNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    Trace array = trace(in, n.getArray());
    Trace index = trace(in, n.getIndex());
    uses.dereferenced(store, n.getArray(), array);
    TentativeStore thrown = uses.indexed(store, n, array, index);
    Set<Dep> deps = Dep.union(array.deps(), index.deps());
    if (!n.isLValue()) {
      deps = Dep.union(deps, reads.content(store, array.path()));
    }
    Path cell = array.path() == null ? null : array.path().to(cell(index));
    Trace t = Trace.of(deps).at(cell);
    in = new TransferInput<>(n, analysis, store);
    return uses.throwing(conditional(n, createTransferResult(value(n, in, t), in), t), thrown);
  }

  private static Object cell(Trace index) {
    return index.path() == null ? "[]" : index.path();
  }

  // ---- assignments

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitAssignment(
      AssignmentNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    TentativeValue v = in.getValueOfSubNode(n.getExpression());
    if (v == null) {
      v = value(n, in, Trace.NONE);
    }
    if (in.containsTwoStores() && v != null) {
      Facts shown = tests.difference(in.getThenStore(), in.getElseStore());
      if (v.trace().facts().equals(Facts.NONE)) {
        v = v.with(v.trace().with(shown));
      }
    }
    if (v != null) {
      if (n.getTarget() instanceof LocalVariableNode local) {
        if (v.trace().facts().equals(Facts.ALWAYS)) {
          v = v.with(v.trace().with(new Facts(store.heldSince(), null)));
        }
        store.assign(local.getElement(), typed(v, local));
      } else {
        uses.stored(store, n, v.trace(), n.getTarget());
      }
    }
    return new RegularTransferResult<>(v, store, true);
  }

  /** A variable keeps its own type, whatever type it is given. */
  private TentativeValue typed(TentativeValue v, Node variable) {
    AnnotationMirror a =
        v.getAnnotations().contains(factory.tentative) ? factory.tentative : factory.settled;
    return value(a, variable.getType(), v.trace());
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

  private TransferResult<TentativeValue, TentativeStore> compared(
      Node n, Node a, Node b, TransferInput<TentativeValue, TentativeStore> in, boolean equal) {
    Node asked = Literals.constant(b) ? a : b;
    Node with = asked == a ? b : a;
    Trace t = trace(in, asked);
    Trace result = Trace.of(Dep.union(t.deps(), trace(in, with).deps()));
    if (!Literals.constant(with)) {
      return conditional(n, createTransferResult(value(n, in, result), in), result);
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
    return tests.below(
        visitNode(n, in), n.getLeftOperand(), trace(in, n.getRightOperand()), true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitGreaterThan(
      org.checkerframework.dataflow.cfg.node.GreaterThanNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    TransferResult<TentativeValue, TentativeStore> r =
        tests.below(visitNode(n, in), n.getRightOperand(), trace(in, n.getLeftOperand()), true);
    return Literals.isZero(n.getRightOperand()) ? tests.nonZero(r, n.getLeftOperand(), true) : r;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitGreaterThanOrEqual(
      org.checkerframework.dataflow.cfg.node.GreaterThanOrEqualNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    return tests.below(
        visitNode(n, in), n.getLeftOperand(), trace(in, n.getRightOperand()), false);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitLessThanOrEqual(
      org.checkerframework.dataflow.cfg.node.LessThanOrEqualNode n,
      TransferInput<TentativeValue, TentativeStore> in) {
    TransferResult<TentativeValue, TentativeStore> r =
        tests.below(visitNode(n, in), n.getRightOperand(), trace(in, n.getLeftOperand()), false);
    return Literals.isZero(n.getRightOperand()) ? tests.nonZero(r, n.getLeftOperand(), false) : r;
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitTernaryExpression(
      TernaryExpressionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    Trace t = trace(in, n.getThenOperand()).join(trace(in, n.getElseOperand()));
    t = t.with(Dep.union(t.deps(), trace(in, n.getConditionOperand()).deps()));
    return createTransferResult(value(n, in, t), in);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitSwitchExpressionNode(
      SwitchExpressionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    return createTransferResult(
        value(n, in, trace(in, n.getSwitchExpressionVar())), in);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitCase(
      CaseNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore yes = in.getThenStore().copy();
    TentativeStore no = in.getElseStore().copy();
    TentativeValue of = in.getRegularStore().getValue((LocalVariableNode) n.getSwitchOperand().getTarget());
    if (of != null) {
      yes.decide(of.trace().deps());
      no.decide(of.trace().deps());
    }
    return new ConditionalTransferResult<>(null, yes, no);
  }

  // ---- calls

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitMethodInvocation(
      MethodInvocationNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    ExecutableElement method = n.getTarget().getMethod();
    Node on = n.getTarget().getReceiver();
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    Trace receiver = isStatic ? Trace.NONE : trace(in, on);
    List<Trace> args = new ArrayList<>();
    for (Node a : n.getArguments()) {
      args.add(trace(in, a));
    }
    Contract contract =
        on == null || on.getType() == null || isStatic
            ? env.contracts().of(method)
            : env.contracts().of(method, on.getType());
    Call c = new Call(method, contract, receiver, args, n.getTree());
    TentativeStore thrown = uses.called(store, n, c, on);
    boolean dropped = uses.dropped(n.getTree());
    Trace t = calls.call(store, c, 0);
    if (dropped) {
      uses.dropped(store, c, t);
      t = Trace.NONE;
    }
    t = uses.declaredResult(c, t);
    in = new TransferInput<>(n, analysis, store);
    if (method.getReturnType().getKind() == TypeKind.VOID) {
      return uses.throwing(createTransferResult((TentativeValue) null, in), thrown);
    }
    TransferResult<TentativeValue, TentativeStore> r =
        createTransferResult(declared(n, in, t), in);
    return uses.throwing(conditional(n, r, t), thrown);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitObjectCreation(
      ObjectCreationNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    List<Trace> args = new ArrayList<>();
    for (Node a : n.getArguments()) {
      args.add(trace(in, a));
    }
    Set<Dep> deps = uses.created(store, n, args);
    Trace t = Trace.of(deps).fresh(true);
    in = new TransferInput<>(n, analysis, store);
    return createTransferResult(value(n, in, t), in);
  }

  // ---- ways out

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitReturn(
      ReturnNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    uses.returned(store, n.getTree(), n.getResult(), trace(in, n.getResult()));
    return new RegularTransferResult<>(null, store, true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitLambdaResultExpression(
      LambdaResultExpressionNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    Trace t = trace(in, n.getResult());
    uses.returned(store, n.getTree(), n.getResult(), t);
    boolean typed = n.getType() != null && n.getType().getKind() != TypeKind.VOID;
    return new RegularTransferResult<>(typed ? value(n, in, t) : null, store, true);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitThrow(
      ThrowNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore store = in.getRegularStore();
    uses.thrown(store, n, trace(in, n.getExpression()));
    return new RegularTransferResult<>(null, store, true);
  }

  /** The expression that stands at a node, where one does. */
  static ExpressionTree expression(Node n) {
    Tree t = n == null ? null : n.getTree();
    return t instanceof ExpressionTree e ? e : null;
  }

  static Set<Dep> all(List<Trace> traces) {
    Set<Dep> deps = new LinkedHashSet<>();
    traces.forEach(t -> deps.addAll(t.deps()));
    return deps;
  }
}
