package lockproof.checkerframework.tentative;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import lockproof.checkerframework.shared.Environment;
import lockproof.contract.Contract;
import org.checkerframework.javacutil.TreeUtils;

/**
 * Methods of the same file: one that is a single expression means what the expression means; of any
 * other it is known which guarded fields it reads.
 */
final class Helpers {
  private static final int DEPTH = 4;

  private final Environment env;
  private final Reads reads;
  private final Calls calls;

  Helpers(Environment env, Reads reads, Calls calls) {
    this.env = env;
    this.reads = reads;
    this.calls = calls;
  }

  /** What the body shows of the result, null if there is no body to look at. */
  Trace result(TentativeStore store, Call c, int depth) {
    if (depth >= DEPTH || !calls.bodyKnown(c)) {
      return null;
    }
    Path self = c.receiver().path() == null ? Path.site(c.at()) : c.receiver().path();
    List<? extends StatementTree> body = reads.facts().expression(c.method());
    if (body != null) {
      Trace t = new Evaluation(store, parameters(c), self, c.receiver().stamps(), depth).of(body);
      return t.with(Dep.union(t.deps(), c.receiver().deps()));
    }
    return Trace.of(Dep.union(c.deps(), readBy(store, c.method(), self, depth)));
  }

  /** Whether the method is an expression, so that what it is given goes nowhere else. */
  boolean expression(Call c) {
    return calls.bodyKnown(c)
        && reads.facts().expression(c.method()) != null
        && total(reads.facts().expression(c.method()), 0);
  }

  /** What a closure gives that stands in a local; null if the receiver is none. */
  Trace closure(TentativeStore store, Call c, int depth) {
    Object made = c.receiver().path() == null ? null : c.receiver().path().step();
    if (depth >= DEPTH) {
      return null;
    }
    if (made instanceof LambdaExpressionTree l && l.getBody() instanceof ExpressionTree body) {
      Map<Element, Trace> known = new HashMap<>();
      for (int i = 0; i < c.args().size() && i < l.getParameters().size(); i++) {
        known.put(TreeUtils.elementFromDeclaration(l.getParameters().get(i)), c.args().get(i));
      }
      return new Evaluation(store, known, Path.THIS, Set.of(), depth + 1).of(body);
    }
    if (made instanceof MemberReferenceTree r && r.getQualifierExpression() != null) {
      ExecutableElement method = TreeUtils.elementFromUse(r);
      Path on = new Tracked(env.contracts(), reads.facts()).path(r.getQualifierExpression());
      return calls.call(
          store,
          new Call(method, env.contracts().of(method), Trace.NONE.at(on), c.args(), c.at()),
          depth + 1);
    }
    return null;
  }

  private static Map<Element, Trace> parameters(Call c) {
    Map<Element, Trace> all = new HashMap<>();
    for (int i = 0; i < c.args().size(); i++) {
      all.put(c.method().getParameters().get(c.parameter(i)), c.args().get(i));
    }
    return all;
  }

  private Set<Dep> readBy(TentativeStore store, ExecutableElement method, Path self, int depth) {
    MethodTree body = reads.facts().body(method);
    if (body == null || depth >= DEPTH || !store.inSection()) {
      return Set.of();
    }
    Set<Dep> deps = new LinkedHashSet<>();
    boolean[] locks = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree t, Void p) {
        field(TreeUtils.elementFromUse(t));
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree t, Void p) {
        if (t.getExpression().toString().equals("this")) {
          field(TreeUtils.elementFromUse(t));
        }
        return super.visitMemberSelect(t, p);
      }

      private void field(Element e) {
        if (e instanceof VariableElement f && f.getKind() == ElementKind.FIELD) {
          Path base = f.getModifiers().contains(Modifier.STATIC) ? null : self;
          deps.addAll(reads.field(store, base, f));
          if (env.container(f.asType())) {
            deps.addAll(reads.content(store, base == null ? Path.root(f) : base.to(f)));
          }
        }
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExecutableElement called = TreeUtils.elementFromUse(t);
        locks[0] |= env.contract(t, called).has("Acquires");
        if (TreeUtils.getReceiverTree(t) == null && !called.equals(method)) {
          deps.addAll(readBy(store, called, self, depth + 1));
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body.getBody(), null);
    return locks[0] ? Set.of() : deps;
  }

  /** An expression with its parameters known. */
  private final class Evaluation {
    private final TentativeStore store;
    private final Map<Element, Trace> known;
    private final Path self;
    private final Set<Path> kept;
    private final int depth;

    /**
     * @param self the object that the expression speaks of as {@code this}
     * @param kept the locks whose stamps this object holds
     */
    Evaluation(
        TentativeStore store, Map<Element, Trace> known, Path self, Set<Path> kept, int depth) {
      this.store = store;
      this.known = known;
      this.self = self;
      this.kept = kept;
      this.depth = depth;
    }

    /** Guarded returns, and a last one; what is done beside gives nothing. */
    Trace of(List<? extends StatementTree> body) {
      StatementTree first = body.get(0);
      if (first instanceof ReturnTree r) {
        return of(r.getExpression());
      }
      if (first instanceof VariableTree v) {
        known.put(TreeUtils.elementFromDeclaration(v), of(v.getInitializer()));
      }
      if (!ClassFacts.guarded(first)) {
        return of(body.subList(1, body.size()));
      }
      IfTree i = (IfTree) first;
      StatementTree then =
          i.getThenStatement() instanceof BlockTree b
              ? b.getStatements().get(0)
              : i.getThenStatement();
      Trace condition = of(i.getCondition());
      Trace yes = of(List.of(then));
      Trace no = of(body.subList(1, body.size()));
      return chosen(condition, yes, no);
    }

    /** One of two, by a condition that may tell something of the sections. */
    private Trace chosen(Trace condition, Trace yes, Trace no) {
      Trace both =
          yes.with(learnt(yes.deps(), condition.facts().yes()))
              .join(no.with(learnt(no.deps(), condition.facts().no())));
      return both.with(Dep.union(both.deps(), condition.deps()));
    }

    private Set<Dep> learnt(Set<Dep> deps, Set<Facts.Effect> effects) {
      Set<Dep> left = deps;
      for (Facts.Effect e : effects == null ? Set.<Facts.Effect>of() : effects) {
        if (e.kind() == Facts.Kind.SETTLES) {
          left = Dep.map(left, d -> d.lock().equals(e.lock()) && !d.status().over() ? null : d);
        } else if (e.kind() == Facts.Kind.FAILS) {
          left =
              Dep.map(
                  left,
                  d ->
                      d.lock().equals(e.lock()) && !d.status().over()
                          ? d.to(Dep.Status.FAILED)
                          : d);
        }
      }
      return left;
    }

    Trace of(ExpressionTree tree) {
      ExpressionTree t = TreeUtils.withoutParensOrCasts(tree);
      if (t instanceof LiteralTree) {
        return literal((LiteralTree) t);
      }
      if (t instanceof IdentifierTree || t instanceof MemberSelectTree) {
        return named(t);
      }
      if (t instanceof UnaryTree u) {
        Trace v = of(u.getExpression());
        return u.getKind() == Tree.Kind.LOGICAL_COMPLEMENT
            ? v.with(v.facts().negated())
            : Trace.of(v.deps());
      }
      if (t instanceof BinaryTree b) {
        return binary(b);
      }
      if (t instanceof ConditionalExpressionTree c) {
        Trace condition = of(c.getCondition());
        return chosen(condition, of(c.getTrueExpression()), of(c.getFalseExpression()));
      }
      if (t instanceof MethodInvocationTree m) {
        return call(m);
      }
      List<Trace> parts = new ArrayList<>(known.values());
      if (t instanceof NewClassTree made) {
        made.getArguments().forEach(a -> parts.add(of(a)));
      }
      return Trace.of(TentativeTransfer.all(parts)).stamps(Trace.stampsOf(parts));
    }

    private Trace literal(LiteralTree l) {
      return l.getValue() instanceof Boolean b
          ? Trace.NONE.with(b ? Facts.ALWAYS : Facts.NEVER)
          : l.getValue() instanceof Number n ? Trace.NONE.range(Range.constant(n)) : Trace.NONE;
    }

    private Trace binary(BinaryTree b) {
      Trace left = of(b.getLeftOperand());
      Trace right = of(b.getRightOperand());
      Set<Dep> deps = Dep.union(left.deps(), right.deps());
      return switch (b.getKind()) {
        case CONDITIONAL_AND ->
            Trace.of(deps)
                .with(new Facts(Operators.both(left.facts().yes(), right.facts().yes()), Set.of()));
        case CONDITIONAL_OR ->
            Trace.of(deps)
                .with(new Facts(Set.of(), Operators.both(left.facts().no(), right.facts().no())));
        default -> Trace.of(deps).range(Range.of(b.getKind(), left.range(), right.range()));
      };
    }

    private Trace named(ExpressionTree t) {
      Element e = TreeUtils.elementFromUse(t);
      if (known.containsKey(e)) {
        return known.get(e);
      }
      if (e != null && e.getSimpleName().contentEquals("this")) {
        return Trace.NONE.at(self);
      }
      if (!(e instanceof VariableElement f)) {
        return Trace.NONE;
      }
      if (f.getKind() != ElementKind.FIELD) {
        return store.trace(f);
      }
      Trace base =
          t instanceof MemberSelectTree s && !isStatic(f)
              ? of(s.getExpression())
              : Trace.NONE.at(isStatic(f) ? null : self);
      Path path = isStatic(f) ? Path.root(f) : base.path() == null ? null : base.path().to(f);
      return Trace.of(Dep.union(base.deps(), reads.field(store, base.path(), f)))
          .at(path)
          .stamps(
              self.equals(base.path()) && f.asType().getKind() == TypeKind.LONG ? kept : Set.of())
          .maybeNull(reads.facts().maybeNull(f))
          .range(Range.read(reads.facts().constant(f)));
    }

    private Trace call(MethodInvocationTree t) {
      ExecutableElement method = TreeUtils.elementFromUse(t);
      ExpressionTree on = TreeUtils.getReceiverTree(t);
      Trace receiver = on == null ? Trace.NONE.at(isStatic(method) ? null : self) : of(on);
      if (on != null && on.toString().equals("super")) {
        receiver = Trace.NONE.at(self);
      }
      List<Trace> args = new ArrayList<>();
      t.getArguments().forEach(a -> args.add(of(a)));
      Call c = new Call(method, env.contract(t, method), receiver, args, t);
      return calls.call(store, c, depth + 1);
    }
  }

  private static boolean isStatic(Element e) {
    return e.getModifiers().contains(Modifier.STATIC);
  }

  /** Whether an expression only computes. */
  private boolean total(List<? extends StatementTree> body, int depth) {
    boolean[] total = {true};
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree t, Void p) {
        if (t != null) {
          switch (t.getKind()) {
            case NEW_CLASS,
                ASSIGNMENT,
                ARRAY_ACCESS,
                LAMBDA_EXPRESSION,
                MEMBER_REFERENCE,
                POSTFIX_INCREMENT,
                PREFIX_INCREMENT,
                POSTFIX_DECREMENT,
                PREFIX_DECREMENT ->
                total[0] = false;
            default -> {}
          }
        }
        return super.scan(t, p);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExecutableElement method = TreeUtils.elementFromUse(t);
        Contract c = env.contract(t, method);
        boolean given = !t.getArguments().isEmpty();
        if (given && !c.has("Pure") && !c.has("TentativeSafe") && !c.has("Validates")) {
          List<? extends StatementTree> inner =
              depth < DEPTH ? reads.facts().expression(method) : null;
          total[0] &= inner != null && total(inner, depth + 1);
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(body, null);
    return total[0];
  }
}
