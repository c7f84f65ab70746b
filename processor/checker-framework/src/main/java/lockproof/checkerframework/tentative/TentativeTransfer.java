package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import lockproof.contract.Contract;
import org.checkerframework.dataflow.analysis.RegularTransferResult;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.UnderlyingAST;
import org.checkerframework.dataflow.cfg.node.ArrayAccessNode;
import org.checkerframework.dataflow.cfg.node.ArrayCreationNode;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.LambdaResultExpressionNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.MethodInvocationNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.ObjectCreationNode;
import org.checkerframework.dataflow.cfg.node.ReturnNode;
import org.checkerframework.dataflow.cfg.node.ThrowNode;
import org.checkerframework.dataflow.cfg.node.TypeCastNode;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.javacutil.ElementUtils;
import org.checkerframework.javacutil.TreeUtils;
import org.checkerframework.javacutil.TypesUtils;

/** Carries traces along the control flow, and judges the places where values are used. */
public final class TentativeTransfer extends ValueTransfer {
  private final Scopes scopes;

  TentativeTransfer(
      CFAbstractAnalysis<TentativeValue, TentativeStore, TentativeTransfer> analysis,
      TentativeAnnotatedTypeFactory factory) {
    super(analysis, factory);
    scopes = new Scopes(env, reads);
  }

  @Override
  public TentativeStore initialStore(UnderlyingAST code, List<LocalVariableNode> parameters) {
    TentativeStore store = super.initialStore(code, parameters);
    if (code instanceof UnderlyingAST.CFGLambda lambda) {
      new Closures(factory).enter(store, lambda.getLambdaTree());
    } else {
      store.elsewhere();
      if (code instanceof UnderlyingAST.CFGMethod m
          && factory.getPath(m.getClassTree()).getParentPath().getLeaf()
              instanceof NewClassTree anonymous) {
        new Closures(factory).enter(store, anonymous);
      }
    }
    return store;
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
    if (t.range() == Range.ANY
        && n.getElement().getKind() == ElementKind.PARAMETER
        && ElementUtils.isEffectivelyFinal(n.getElement())) {
      t = t.range(Range.read(true));
    }
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
      Trace t = Trace.of(isLength(n) ? Cells.reference(on.deps()) : on.deps());
      if (isLength(n)) {
        Set<Path> named = reads.named(n.getReceiver(), on);
        t = t.range(Range.length(named, on.range().fixed()));
      }
      uses.dereferenced(store, n.getReceiver(), on);
      return createTransferResult(value(n, in, t), in);
    }
    boolean isStatic = f.getModifiers().contains(Modifier.STATIC);
    Path base = isStatic ? null : on.path();
    if (!isStatic) {
      uses.dereferenced(store, n.getReceiver(), on);
    }
    VariableElement lock = reads.facts().viewed(f);
    Path path = isStatic ? Path.root(lock) : base == null ? null : base.to(lock);
    Trace t =
        Trace.of(Dep.union(on.deps(), reads.field(store, base, f)))
            .at(path)
            .maybeNull(reads.facts().maybeNull(f))
            .range(Range.read(fixed(f, isStatic, on)));
    in = new TransferInput<>(n, analysis, store);
    return conditional(n, createTransferResult(declared(n, in, t), in), t);
  }

  private boolean fixed(VariableElement f, boolean isStatic, Trace on) {
    return reads.facts().constant(f)
        && (isStatic || Path.THIS.equals(on.path()) || on.range().fixed());
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
    Path at = Cells.at(n.getIndex(), index);
    Set<Dep> deps = Dep.union(Cells.element(array.deps(), at), index.deps());
    if (!n.isLValue()) {
      deps = Dep.union(deps, reads.content(store, array.path()));
    }
    Path cell = array.path() == null ? null : array.path().to(at);
    Trace t = Trace.of(deps).at(cell);
    in = new TransferInput<>(n, analysis, store);
    TentativeValue v = value(n, in, t);
    if (v != null && qualifier(v) == factory.settled && !t.tentative()) {
      v = declared(n, in, t);
    }
    return uses.throwing(conditional(n, createTransferResult(v, in), t), thrown);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitTypeCast(
      TypeCastNode n, TransferInput<TentativeValue, TentativeStore> in) {
    TentativeStore thrown = uses.cast(in.getRegularStore(), n, trace(in, n.getOperand()));
    return uses.throwing(visitNode(n, in), thrown);
  }

  @Override
  public TransferResult<TentativeValue, TentativeStore> visitArrayCreation(
      ArrayCreationNode n, TransferInput<TentativeValue, TentativeStore> in) {
    List<Trace> sizes = n.getDimensions().stream().map(d -> trace(in, d)).toList();
    TentativeStore thrown = uses.sized(in.getRegularStore(), n, sizes);
    return uses.throwing(visitNode(n, in), thrown);
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
        store.assign(local.getElement(), typed(v, local), reads.moving(local.getElement()));
      } else {
        Node index = n.getTarget() instanceof ArrayAccessNode a ? a.getIndex() : null;
        uses.stored(store, n, v.trace(), n.getTarget(), trace(in, index));
      }
    }
    return new RegularTransferResult<>(v, store, true);
  }

  /** A variable keeps its own type, whatever type it is given. */
  private TentativeValue typed(TentativeValue v, Node variable) {
    return value(qualifier(v), variable.getType(), v.trace());
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
    if (!n.getInSource() && TypesUtils.isBoxedPrimitive(method.getEnclosingElement().asType())) {
      Trace same = isStatic ? args.get(0) : receiver;
      uses.dereferenced(store, isStatic ? n.getArguments().get(0) : on, same);
      return conditional(n, createTransferResult(value(n, in, same), in), same);
    }
    Call c = new Call(method, contract, receiver, args, n.getTree());
    TentativeStore thrown = uses.called(store, n, c, on);
    if (!receiver.stamps().isEmpty() && scopes.gives(method)) {
      receiver.stamps().forEach(store::release);
    }
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
        createTransferResult(known(n, in, t, receiver), in);
    return uses.throwing(conditional(n, r, t), thrown);
  }

  /** A value whose sections are known is settled by them, whatever the signature says. */
  private TentativeValue known(
      MethodInvocationNode n,
      TransferInput<TentativeValue, TentativeStore> in,
      Trace trace,
      Trace receiver) {
    boolean ofReceiver =
        receiver.tracked()
            && n.getArguments().stream()
                .allMatch(a -> qualifier(in.getValueOfSubNode(a)) == factory.settled);
    return trace.tentative() || ofReceiver
        ? value(factory.settled, n.getType(), trace)
        : declared(n, in, trace);
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
    Set<Path> held = scopes.taken(TreeUtils.elementFromUse(n.getTree()), args);
    held.forEach(store::take);
    Trace t = Trace.of(deps).fresh(true).stamps(Trace.union(Trace.stampsOf(args), held));
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

  /** The last thing that is looked at: how a method ends that returns nothing. */
  void ended(Object exit, TentativeStore store) {
    if (store != null) {
      factory.findings().turnTo(exit);
      uses.ended(store.copy());
    }
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
