package lockproof.checkerframework.context;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.contract.Contract;
import lockproof.contract.Outcome;
import org.checkerframework.dataflow.analysis.RegularTransferResult;
import org.checkerframework.dataflow.analysis.TransferInput;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.UnderlyingAST;
import org.checkerframework.dataflow.cfg.node.ArrayAccessNode;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.CatchMarkerNode;
import org.checkerframework.dataflow.cfg.node.FieldAccessNode;
import org.checkerframework.dataflow.cfg.node.FunctionalInterfaceNode;
import org.checkerframework.dataflow.cfg.node.LambdaResultExpressionNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.MarkerNode;
import org.checkerframework.dataflow.cfg.node.MethodAccessNode;
import org.checkerframework.dataflow.cfg.node.MethodInvocationNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.ObjectCreationNode;
import org.checkerframework.dataflow.cfg.node.ReturnNode;
import org.checkerframework.dataflow.cfg.node.VariableDeclarationNode;
import org.checkerframework.framework.flow.CFAbstractAnalysis;
import org.checkerframework.javacutil.TreeUtils;

/** Carries scopes along the control flow. */
public final class ContextTransfer extends ConditionTransfer {
  private static final List<String> UNCHECKED =
      List.of("Throwable", "Exception", "RuntimeException", "NullPointerException", "Error");

  private final Needs needs;
  private ContextStore around;

  ContextTransfer(
      CFAbstractAnalysis<ContextValue, ContextStore, ContextTransfer> analysis,
      ContextAnnotatedTypeFactory factory) {
    super(analysis, factory);
    this.needs = new Needs(factory);
  }

  @Override
  public void setFixedInitialStore(ContextStore store) {
    super.setFixedInitialStore(store);
    around = store;
  }

  @Override
  public ContextStore initialStore(UnderlyingAST code, List<LocalVariableNode> parameters) {
    ContextStore store = super.initialStore(code, parameters);
    if (around != null) {
      store.remember(around);
    }
    new Beginnings(factory, needs, this).enter(store, code);
    return store;
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitVariableDeclaration(
      VariableDeclarationNode n, TransferInput<ContextValue, ContextStore> in) {
    return createTransferResult((ContextValue) null, in);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitLambdaResultExpression(
      LambdaResultExpressionNode n, TransferInput<ContextValue, ContextStore> in) {
    return createTransferResult((ContextValue) null, in);
  }

  /** An exception is caught. */
  @Override
  public TransferResult<ContextValue, ContextStore> visitMarker(
      MarkerNode n, TransferInput<ContextValue, ContextStore> in) {
    if (n instanceof CatchMarkerNode) {
      in.getRegularStore().unwinding(false);
    }
    return super.visitMarker(n, in);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitReturn(
      ReturnNode n, TransferInput<ContextValue, ContextStore> in) {
    if (n.getResult() != null) {
      needs.handedBack(in.getRegularStore(), held(in, n.getResult()), n.getResult().getTree());
    }
    return super.visitReturn(n, in);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitMemberReference(
      FunctionalInterfaceNode n, TransferInput<ContextValue, ContextStore> in) {
    if (n.getTree() instanceof MemberReferenceTree reference) {
      needs.named(in.getRegularStore(), reference);
    }
    return super.visitMemberReference(n, in);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitAssignment(
      AssignmentNode n, TransferInput<ContextValue, ContextStore> in) {
    ContextStore store = in.getRegularStore();
    ContextValue v = in.getValueOfSubNode(n.getExpression());
    Held h = v == null ? Held.NOTHING : v.held();
    if (in.containsTwoStores() && h.equals(Held.NOTHING)) {
      h = Held.proof(in.getThenStore().proven(), in.getElseStore().proven());
    }
    ContextValue now = value(n.getTarget().getType(), h);
    if (n.getTarget() instanceof LocalVariableNode local && now != null) {
      store.assign(local.getElement(), now);
    }
    return new RegularTransferResult<>(now, store, true);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitArrayAccess(
      ArrayAccessNode n, TransferInput<ContextValue, ContextStore> in) {
    Held array = held(in, n.getArray());
    needs.used(in.getRegularStore(), array, n.getArray().getTree());
    return result(n, in, Held.NOTHING);
  }

  // ---- calls

  @Override
  public TransferResult<ContextValue, ContextStore> visitMethodInvocation(
      MethodInvocationNode n, TransferInput<ContextValue, ContextStore> in) {
    ContextStore store = in.getRegularStore();
    ExecutableElement method = n.getTarget().getMethod();
    Node on = n.getTarget().getReceiver();
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    Contract c =
        isStatic || on == null || on.getType() == null
            ? factory.environment().contracts().of(method)
            : factory.environment().contracts().of(method, on.getType());
    Held receiver = isStatic || on == null ? Held.NOTHING : held(in, on);
    Tree at = n.getTree();
    if (c.has("Closes")) {
      needs.closed(store, receiver, at);
      return closing(result(n, new TransferInput<>(n, analysis, store), Held.NOTHING), store);
    }
    if (!c.has("Pure") || !receiver.itself()) {
      needs.used(store, receiver, on == null ? at : on.getTree());
    }
    Set<Tree> given = new LinkedHashSet<>();
    List<Held> args = new ArrayList<>();
    for (Node a : n.getArguments()) {
      args.add(held(in, a));
    }
    TypeMirror receiverType = isStatic || on == null ? null : on.getType();
    needs.arguments(store, n.getArguments(), args, method, receiverType, at, given);
    needs.contexts(store, method, c, at);
    if (on instanceof LocalVariableNode closure) {
      needs.entrusted(store, closure.getElement(), method, at);
    }
    if (c.has("SuspendedDuring")) {
      needs.suspended(store, receiver, at);
    }
    for (int i : factory.requirements().closedBy(method)) {
      needs.closed(store, args.get(i), at);
    }
    in = new TransferInput<>(n, analysis, store);
    return outcome(n, in, c, receiver, given, args);
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitMethodAccess(
      MethodAccessNode n, TransferInput<ContextValue, ContextStore> in) {
    Held h = n.isStatic() ? Held.NOTHING : held(in, n.getReceiver());
    TransferResult<ContextValue, ContextStore> r = result(n, in, Held.NOTHING);
    return h.itself() && !h.isNull() ? closing(r, in.getRegularStore()) : r;
  }

  /** What cannot fail: closing, and following a reference that is not null. */
  private TransferResult<ContextValue, ContextStore> closing(
      TransferResult<ContextValue, ContextStore> r, ContextStore store) {
    ContextStore never = store.copy();
    never.impossible();
    return r.withExceptionalStores(factory.environment().thrown(never, UNCHECKED));
  }

  private TransferResult<ContextValue, ContextStore> outcome(
      MethodInvocationNode n,
      TransferInput<ContextValue, ContextStore> in,
      Contract c,
      Held receiver,
      Set<Tree> given,
      List<Held> args) {
    ContextStore store = in.getRegularStore();
    ExecutableElement method = n.getTarget().getMethod();
    TypeMirror type = n.getType();
    Held said = factory.assertions().of(method, c);
    store.prove(Held.common(said.yes(), said.no()));
    if (!tokens.scoped(type)) {
      boolean found = c.has("Pure") || c.has("Mutates") && c.parameterWith("RunsInPlace") >= 0;
      boolean element = method.getReturnType().getKind() == TypeKind.TYPEVAR && found;
      Held data =
          c.has("Borrows")
              ? through(Held.union(receiver.scopes(), lenders(args)), type)
              : element ? through(receiver.scopes(), type) : Held.NOTHING;
      return data == Held.NOTHING ? proving(result(n, in, said), said) : result(n, in, data);
    }
    Tree site = n.getTree();
    if (!tokens.scoped(erased(method))) {
      Held same = c.has("Pure") ? Signatures.passed(method, args) : null;
      return result(
          n,
          in,
          same != null
              ? same.nonNull()
              : c.has("Borrows") || !tokens.token(type) ? Held.NOTHING : Held.FORGED);
    }
    Set<Tree> on = new LinkedHashSet<>(given);
    if (c.has("Borrows") && receiver.itself()) {
      return result(n, in, new Held(receiver.scopes(), true, false, false, Set.of(), Set.of()));
    }
    boolean loan = tokens.token(type) && !given.isEmpty() && !tokens.ends(type);
    if (loan && !c.has("OpensContext")) {
      boolean orNull = Tokens.nullable(method) || factory.bodies().givesNull(method);
      return result(n, in, new Held(given, true, orNull, false, Set.of(), Set.of()));
    }
    store.open(site, Scope.opened(type, tokens.guard(type), on));
    boolean maybeNull =
        Tokens.nullable(method)
            || c.all("Acquires").stream()
                .anyMatch(m -> m.constant("on", Outcome.ALWAYS) == Outcome.NONNULL);
    return result(n, in, Held.scope(site, maybeNull));
  }

  /** The tokens and guards among what is given. */
  private static Set<Tree> lenders(List<Held> args) {
    Set<Tree> all = new LinkedHashSet<>();
    args.stream().filter(Held::itself).forEach(a -> all.addAll(a.scopes()));
    return all;
  }

  /** What is reached through a scope is its data, unless it never changes. */
  private Held through(Set<Tree> scopes, TypeMirror type) {
    boolean mutable =
        type.getKind() == TypeKind.ARRAY
            || (type.getKind() == TypeKind.DECLARED && factory.environment().changes(type));
    return mutable ? Held.reached(scopes) : Held.NOTHING;
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitFieldAccess(
      FieldAccessNode n, TransferInput<ContextValue, ContextStore> in) {
    Held on = n.isStatic() ? Held.NOTHING : held(in, n.getReceiver());
    if (on.scopes().isEmpty() || on.itself()) {
      return super.visitFieldAccess(n, in);
    }
    needs.used(in.getRegularStore(), on, n.getTree());
    return result(n, in, through(on.scopes(), n.getType()));
  }

  private TypeMirror erased(ExecutableElement method) {
    return factory.getProcessingEnv().getTypeUtils().erasure(method.getReturnType());
  }

  @Override
  public TransferResult<ContextValue, ContextStore> visitObjectCreation(
      ObjectCreationNode n, TransferInput<ContextValue, ContextStore> in) {
    ContextStore store = in.getRegularStore();
    ExecutableElement constructor = TreeUtils.elementFromUse(n.getTree());
    Contract c = factory.environment().contracts().of(constructor);
    List<Held> args = new ArrayList<>();
    for (Node a : n.getArguments()) {
      args.add(held(in, a));
    }
    Set<Tree> given = new LinkedHashSet<>();
    needs.arguments(store, n.getArguments(), args, constructor, null, n.getTree(), given);
    needs.contexts(store, constructor, c, n.getTree());
    in = new TransferInput<>(n, analysis, store);
    if (tokens.scoped(n.getType())) {
      store.open(n.getTree(), Scope.opened(n.getType(), tokens.guard(n.getType()), given));
      return result(n, in, Held.scope(n.getTree(), false));
    }
    return result(n, in, Held.NOTHING);
  }
}
