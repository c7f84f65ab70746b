package lockproof.checkerframework.tentative;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.dataflow.analysis.TransferResult;
import org.checkerframework.dataflow.cfg.node.ArrayAccessNode;
import org.checkerframework.dataflow.cfg.node.ArrayCreationNode;
import org.checkerframework.dataflow.cfg.node.AssignmentNode;
import org.checkerframework.dataflow.cfg.node.BinaryOperationNode;
import org.checkerframework.dataflow.cfg.node.FloatingDivisionNode;
import org.checkerframework.dataflow.cfg.node.IntegerDivisionNode;
import org.checkerframework.dataflow.cfg.node.IntegerRemainderNode;
import org.checkerframework.dataflow.cfg.node.LocalVariableNode;
import org.checkerframework.dataflow.cfg.node.MethodInvocationNode;
import org.checkerframework.dataflow.cfg.node.Node;
import org.checkerframework.dataflow.cfg.node.NumericalSubtractionNode;
import org.checkerframework.dataflow.cfg.node.ObjectCreationNode;
import org.checkerframework.dataflow.cfg.node.StringLiteralNode;
import org.checkerframework.dataflow.cfg.node.ThrowNode;
import org.checkerframework.dataflow.cfg.node.TypeCastNode;
import org.checkerframework.javacutil.TreeUtils;

/** Judges the places where a value is used: what is seen by others, and what may throw. */
final class Uses {
  private final TentativeAnnotatedTypeFactory factory;
  private final Environment env;
  private final Reads reads;
  private final Signatures signatures;
  private final Findings findings;
  private final Calls calls;
  private final Hazards hazards;
  private final Cells cells;

  Uses(TentativeAnnotatedTypeFactory factory, Calls calls) {
    this.factory = factory;
    this.env = factory.environment();
    this.reads = factory.reads();
    this.signatures = factory.signatures();
    this.findings = factory.findings();
    this.calls = calls;
    this.hazards = new Hazards(factory);
    this.cells = new Cells(findings);
  }

  // ---- what others see

  /** Stored in a field, or in an element of an array. */
  void stored(TentativeStore store, AssignmentNode n, Trace v, Node target, Trace index) {
    if (target instanceof ArrayAccessNode a) {
      v.stamps().forEach(store::lose);
      VariableElement array = Cells.followed(store, a.getArray());
      if (array != null) {
        boolean row = a.getArray() instanceof ArrayAccessNode;
        Path cell = row ? null : Cells.at(a.getIndex(), index);
        cells.write(store, array, cell, v.deps(), n.getTree());
        return;
      }
    }
    if (v.tentative() && !signatures.keeps(target)) {
      findings.used(store, v.deps(), n.getTree());
    }
  }

  /** The end of a method that returns nothing. */
  void ended(TentativeStore store) {
    cells.handedBack(store, Trace.NONE);
  }

  void returned(TentativeStore store, Tree at, Node result, Trace v) {
    if (store.isInPlace()) {
      return;
    }
    cells.handedBack(store, v);
    Tree place = result == null || result.getTree() == null ? at : result.getTree();
    boolean together = v.deps().stream().allMatch(d -> v.stamps().contains(d.lock()));
    if (signatures.returns(at) || (v.tentative() && together && signatures.privately(at))) {
      return;
    }
    if (v.tentative()) {
      findings.used(store, v.deps(), place);
    } else if (result == null || !grounded(result.getTree())) {
      left(store, place);
    }
  }

  /** Whether the result comes from where it may have been asked for again. */
  private boolean grounded(Tree t) {
    Tree bare = t;
    while (bare instanceof ParenthesizedTree p) {
      bare = p.getExpression();
    }
    if (bare instanceof MethodInvocationTree call) {
      ExecutableElement method = TreeUtils.elementFromUse(call);
      return !method.getModifiers().contains(Modifier.STATIC)
          || !env.contract(call, method).has("Pure");
    }
    return bare instanceof NewClassTree;
  }

  /** The way here was chosen by tentative data. */
  private void left(TentativeStore store, Tree at) {
    Set<Dep> open = new LinkedHashSet<>();
    for (Dep d : store.decided()) {
      if (d.status() != Dep.Status.FAILED) {
        open.add(d);
      }
    }
    findings.used(store, open, at);
  }

  void thrown(TentativeStore store, ThrowNode n, Trace v) {
    if (hazards.caught(n.getTree(), n.getExpression().getType())) {
      store.decide(v.deps());
      return;
    }
    findings.used(store, Dep.union(v.deps(), store.decided()), n.getTree());
  }

  // ---- calls

  /** Whether nobody looks at the result. */
  boolean dropped(Tree call) {
    TreePath path = call == null ? null : factory.getPath(call);
    return path != null
        && path.getParentPath().getLeaf() instanceof ExpressionStatementTree s
        && s.getExpression() == call;
  }

  /** A section that nobody can validate is none. */
  void dropped(TentativeStore store, Call c, Trace result) {
    if (!result.stamps().isEmpty() && Locking.opens(c)) {
      Path lock = result.stamps().iterator().next();
      findings.used(store, Set.of(new Dep(lock, Dep.Status.OPEN)), c.at());
      store.abandon(lock);
    }
  }

  /** Judges a call before it happens; the result is the state in which it may throw, or null. */
  TentativeStore called(TentativeStore store, MethodInvocationNode n, Call c, Node on) {
    if (c.receiver().tentative() && on != null && c.receiver().maybeNull()) {
      dereferenced(store, on, c.receiver());
    }
    if (n.getIterableExpression() != null) {
      Set<Dep> torn = Dep.union(c.receiver().deps(), reads.content(store, c.receiver().path()));
      return hazards.raise(store, n.getIterableExpression(), torn, null);
    }
    if (Locking.decides(c) || n.getTree() == null) {
      return null;
    }
    if (c.contract().has("Mutates")) {
      mutates(store, n, c);
      return null;
    }
    fills(store, n, c);
    if (Calls.pure(c)) {
      Set<Dep> torn = new LinkedHashSet<>(reads.content(store, c.receiver().path()));
      for (int i = 0; i < c.args().size(); i++) {
        TypeMirror type = n.getArguments().get(i).getType();
        if (!harmless(n, c, i)) {
          torn.addAll(c.args().get(i).deps());
        }
        if (type.getKind() != TypeKind.ARRAY && env.container(type)) {
          torn.addAll(reads.content(store, c.args().get(i).path()));
        }
      }
      if (on != null && !whole(c.receiver(), on.getType())) {
        torn.addAll(c.receiver().deps());
      }
      return Calls.partial(c) ? hazards.raise(store, n.getTree(), torn, null) : null;
    }
    boolean known = calls.bodyKnown(c);
    if (!known || !calls.expression(c)) {
      passed(store, n.getArguments(), c.args(), c.method(), c.contract(), n.getTree());
    }
    boolean torn =
        !known
            && c.receiver().tentative()
            && on != null
            && on.getType().getKind() != TypeKind.ARRAY
            && !env.immutable(on.getType())
            && !env.functional(
                (javax.lang.model.element.TypeElement) c.method().getEnclosingElement());
    return torn ? hazards.raise(store, n.getTree(), c.receiver().deps(), null) : null;
  }

  /** Whether the call does not throw for this argument, whatever it is. */
  private boolean harmless(MethodInvocationNode n, Call c, int i) {
    Trace given = c.args().get(i);
    Node node = n.getArguments().get(i);
    if (i > 0 && c.method().isVarArgs() && n.getArguments().get(0) instanceof StringLiteralNode) {
      return node instanceof ArrayCreationNode all
          && all.getInitializers().stream()
              .allMatch(x -> x.getType().getKind().isPrimitive() || env.immutable(x.getType()));
    }
    boolean onNegative =
        c.contract().mark("Pure").filter(m -> m.flag("onNegative", false)).isPresent();
    return node.getType().getKind() == TypeKind.ARRAY
        ? !given.maybeNull()
        : onNegative && node.getType().getKind().isPrimitive() && given.range().neverNegative();
  }

  /** Whether the reference was read at one go, and what it refers to never changes. */
  private boolean whole(Trace v, TypeMirror type) {
    return v.path() != null
        && v.path().step() instanceof VariableElement f
        && f.getKind() == ElementKind.FIELD
        && env.immutable(type);
  }

  /** Arrays that the call writes into are given what stands in its other arguments. */
  private void fills(TentativeStore store, MethodInvocationNode n, Call c) {
    for (int i = 0; i < c.args().size(); i++) {
      VariableElement array =
          c.contract().parameterHas(c.parameter(i), "Mutates")
              ? Cells.followed(store, n.getArguments().get(i))
              : null;
      if (array != null) {
        Set<Dep> deps = new LinkedHashSet<>();
        for (Trace other : c.args()) {
          if (other != c.args().get(i)) {
            deps.addAll(other.deps());
            deps.addAll(reads.content(store, other.path()));
          }
        }
        cells.write(store, array, null, deps, n.getTree());
      }
    }
  }

  private void mutates(TentativeStore store, MethodInvocationNode n, Call c) {
    Set<Dep> deps = TentativeTransfer.all(c.args());
    VariableElement local = c.local();
    c.args().forEach(a -> a.stamps().forEach(store::lose));
    if (local != null && store.trace(local).fresh()) {
      Trace t = store.trace(local);
      boolean replaces = c.contract().mark("Mutates").get().flag("replaces", false);
      store.trace(local, t.with(replaces ? deps : Dep.union(t.deps(), deps)));
    } else if (!c.receiver().fresh()) {
      findings.used(store, kept(c, n.getTree()), n.getTree());
    }
  }

  /** What an object holds of what it was given, but for what it says that it takes unsettled. */
  private Set<Dep> kept(Call c, Tree call) {
    Set<Dep> deps = new LinkedHashSet<>();
    for (int i = 0; i < c.args().size(); i++) {
      if (c.args().get(i).tentative() && !signatures.takes(c.method(), call, i)) {
        deps.addAll(c.args().get(i).deps());
      }
    }
    return deps;
  }

  private void passed(
      TentativeStore store,
      List<Node> nodes,
      List<Trace> args,
      ExecutableElement method,
      Contract contract,
      Tree call) {
    for (int i = 0; i < args.size(); i++) {
      if (contract.parameterHas(i, "Mutates") && Cells.followed(store, nodes.get(i)) != null) {
        continue; // It is filled, and goes nowhere else.
      }
      if (args.get(i).tentative() && !signatures.takes(method, call, i)) {
        Tree at = nodes.get(i).getTree();
        findings.used(store, args.get(i).deps(), at == null ? call : at);
      }
      if (nodes.get(i) instanceof LocalVariableNode local) {
        store.trace(local.getElement(), store.trace(local.getElement()).fresh(false));
      }
    }
  }

  /** What the signature says of the result wins over what was assumed. */
  Trace declaredResult(Call c, Trace t) {
    if (!t.tentative() || Locking.decides(c)) {
      return t;
    }
    return signatures.settles(c.method()) ? t.with(Set.of()) : t;
  }

  /** Judges a creation; the result is what the new object depends on. */
  Set<Dep> created(TentativeStore store, ObjectCreationNode n, List<Trace> args) {
    ExecutableElement constructor = TreeUtils.elementFromUse(n.getTree());
    Contract c = env.contracts().of(constructor);
    Set<Dep> deps = TentativeTransfer.all(args);
    if (c.has("Pure")) {
      args.forEach(a -> deps.addAll(reads.content(store, a.path())));
      if (c.mark("Pure").get().flag("mayThrow", false)) {
        hazards.raise(store, n.getTree(), deps, null);
      }
      return deps;
    }
    if (reads.facts().declaredHere(constructor)) {
      if (reads.facts().refuses(constructor)) {
        hazards.raise(store, n.getTree(), deps, null);
      }
      return kept(new Call(constructor, c, Trace.NONE, args, n.getTree()), n.getTree());
    }
    passed(store, n.getArguments(), args, constructor, c, n.getTree());
    return Set.of();
  }

  // ---- what may throw or hang

  void dereferenced(TentativeStore store, Node on, Trace v) {
    if (v.tentative() && v.maybeNull()) {
      hazards.raise(store, on.getTree(), v.deps(), "java.lang.NullPointerException");
    }
    if (v.maybeNull() && on instanceof LocalVariableNode local) {
      store.trace(local.getElement(), store.trace(local.getElement()).maybeNull(false));
    }
  }

  /** What a torn reference refers to need not be what other torn data says it is. */
  TentativeStore cast(TentativeStore store, TypeCastNode n, Trace v) {
    TypeMirror from = n.getOperand().getType();
    TypeMirror to = n.getType();
    boolean narrows =
        v.tentative()
            && from.getKind() == TypeKind.DECLARED
            && to.getKind() == TypeKind.DECLARED
            && !factory
                .types()
                .isSubtype(factory.types().erasure(from), factory.types().erasure(to));
    return narrows
        ? hazards.raise(store, n.getTree(), v.deps(), "java.lang.ClassCastException")
        : null;
  }

  TentativeStore sized(TentativeStore store, ArrayCreationNode n, List<Trace> sizes) {
    List<Trace> free = sizes.stream().filter(t -> t.range().within().isEmpty()).toList();
    return hazards.raise(
        store, n.getTree(), TentativeTransfer.all(free), "java.lang.NegativeArraySizeException");
  }

  TentativeStore indexed(TentativeStore store, ArrayAccessNode n, Trace array, Trace index) {
    if (reads.named(n.getArray(), array).stream().anyMatch(index.range().within()::contains)) {
      return null;
    }
    Set<Dep> torn = index.range().masked() ? Set.of() : index.deps();
    if (!Cells.reference(array.deps()).isEmpty()
        && (index.tentative() || !store.decided().isEmpty())) {
      torn = Dep.union(torn, Cells.reference(array.deps()));
    }
    return hazards.raise(store, n.getTree(), torn, "java.lang.ArrayIndexOutOfBoundsException");
  }

  void computed(TentativeStore store, Node n, List<Trace> operands) {
    boolean divides = n instanceof IntegerDivisionNode || n instanceof IntegerRemainderNode;
    if (divides && !(n instanceof FloatingDivisionNode)) {
      Node by = ((BinaryOperationNode) n).getRightOperand();
      Set<Dep> torn = operands.get(1).deps();
      boolean different =
          by instanceof NumericalSubtractionNode d
              && Tests.differ(store, d.getLeftOperand(), d.getRightOperand());
      if (!torn.isEmpty()
          && !different
          && !operands.get(1).range().isNonZero()
          && by.getType().getKind().isPrimitive()) {
        hazards.raise(store, n.getTree(), torn, "java.lang.ArithmeticException");
      }
    }
  }

  /** A walk along references that writers change has no end that anyone has promised. */
  void walked(TentativeStore store, LocalVariableNode n, Trace t) {
    if (t.tentative()
        && n.getElement().asType().getKind() == TypeKind.DECLARED
        && n.getTree() != null) {
      hazards.walked(n.getTree(), n.getElement(), t.deps());
    }
  }

  TransferResult<TentativeValue, TentativeStore> throwing(
      TransferResult<TentativeValue, TentativeStore> result, TentativeStore thrown) {
    return thrown == null ? result : result.withExceptionalStores(hazards.stores(thrown));
  }
}
