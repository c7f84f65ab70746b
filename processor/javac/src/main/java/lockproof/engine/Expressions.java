package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SimpleTreeVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Evaluates expressions: each gives one or more outcomes. */
final class Expressions extends SimpleTreeVisitor<List<Out>, World> {
  /** Up to here the elements of an array that is written out are told apart. */
  private static final int FOLLOWED = 8;

  private final Machine m;
  private final Operators operators;
  private final Switches switches;
  private final Forks forks;
  private final Assignments assignments;

  Expressions(Machine m) {
    this.m = m;
    this.operators = new Operators(m);
    this.switches = new Switches(m);
    this.forks = new Forks(m);
    this.assignments = new Assignments(m, operators);
  }

  Assignments assignments() {
    return assignments;
  }

  Forks forks() {
    return forks;
  }

  Switches switches() {
    return switches;
  }

  List<Out> eval(ExpressionTree t, World w) {
    m.step();
    return copied(t, t.accept(this, w));
  }

  /** What cannot change is a copy. */
  List<Out> copied(ExpressionTree t, List<Out> outs) {
    for (Out o : outs) {
      if (o.value().copied() != o.value()) {
        return copies(t, outs);
      }
    }
    return outs;
  }

  /** What is read through a guard and cannot change is a copy. */
  private List<Out> copies(ExpressionTree t, List<Out> outs) {
    TypeMirror type = m.env.type(t);
    if (!m.changeable.never(type)) {
      return outs;
    }
    boolean holds = Env.holds(type);
    return outs.stream()
        .map(o -> new Out(o.world(), holds ? o.value().unborrowed() : o.value().copied()))
        .toList();
  }

  private static List<Out> one(World w, Value v) {
    return List.of(new Out(w, v));
  }

  @Override
  protected List<Out> defaultAction(Tree t, World w) {
    throw new Unsupported("expression " + t.getKind());
  }

  // ---- leaves

  @Override
  public List<Out> visitLiteral(LiteralTree t, World w) {
    return one(w, Value.of(constant(t.getValue())));
  }

  static Sym constant(Object v) {
    if (v == null) {
      return Sym.NULL;
    }
    if (v instanceof Boolean b) {
      return Sym.truth(b);
    }
    if (v instanceof Character c) {
      return Sym.number(c);
    }
    if (v instanceof Number n && !(v instanceof Double) && !(v instanceof Float)) {
      return Sym.number(n.longValue());
    }
    return new Sym.Const(v.toString(), v);
  }

  @Override
  public List<Out> visitIdentifier(IdentifierTree t, World w) {
    String name = t.getName().toString();
    if (name.equals("this") || name.equals("super")) {
      return one(w, Value.of(m.frame.self()));
    }
    Element e = m.env.element(t);
    if (!(e instanceof VariableElement v)) {
      if (e == null) {
        throw new Unsupported("unresolved name " + name);
      }
      return one(w, Value.UNKNOWN);
    }
    if (Env.isLocal(v)) {
      if (v.getConstantValue() != null) {
        return one(w, Value.of(constant(v.getConstantValue())));
      }
      Value known = w.locals.get(v);
      if (known == null) {
        known = Value.of(new Sym.Root(v, name));
        m.scopes.lend(w, known.sym(), v, t);
        w.locals.put(v, known);
      }
      return one(w, known);
    }
    Value base = Env.isStatic(v) ? Value.UNKNOWN : Value.of(m.calls.self(Env.typeOf(v)));
    return one(w, m.memory.read(w, base, v, t));
  }

  @Override
  public List<Out> visitMemberSelect(MemberSelectTree t, World w) {
    String name = t.getIdentifier().toString();
    Element e = m.env.element(t);
    if (name.equals("class")) {
      TypeElement type = m.env.element(t.getExpression()) instanceof TypeElement x ? x : null;
      return one(w, type == null ? Value.UNKNOWN : Value.of(new Sym.ClassOf(type)));
    }
    if (name.equals("this") && m.env.element(t.getExpression()) instanceof TypeElement type) {
      return one(w, Value.of(type.equals(m.frame.type()) ? m.frame.self() : m.calls.outer(type)));
    }
    if (e == null && name.equals("length")
        || e != null && name.equals("length") && !Env.isField(e)) {
      return length(t, w);
    }
    if (!(e instanceof VariableElement f)) {
      if (e == null) {
        throw new Unsupported("unresolved name " + t);
      }
      return one(w, Value.UNKNOWN);
    }
    if (Env.isStatic(f)) {
      return one(w, m.memory.read(w, Value.UNKNOWN, f, t));
    }
    TypeMirror base = m.env.type(t.getExpression());
    if (name.equals("length")
        && base != null
        && base.getKind() == javax.lang.model.type.TypeKind.ARRAY) {
      return length(t, w);
    }
    List<Out> outs = new ArrayList<>();
    for (Out o : eval(t.getExpression(), w)) {
      m.paths.dereference(o.world(), o.value(), t, false);
      m.scopes.use(o.world(), o.value(), t.getExpression());
      outs.add(new Out(o.world(), m.memory.read(o.world(), o.value(), f, t)));
    }
    return outs;
  }

  private List<Out> length(MemberSelectTree t, World w) {
    List<Out> outs = new ArrayList<>();
    for (Out o : eval(t.getExpression(), w)) {
      m.paths.dereference(o.world(), o.value(), t, false);
      outs.add(new Out(o.world(), new Value(m.sizes.length(o.value().sym()), o.value().deps())));
    }
    return outs;
  }

  @Override
  public List<Out> visitArrayAccess(ArrayAccessTree t, World w) {
    List<Out> outs = new ArrayList<>();
    for (Calls.Many both : m.calls.operands(List.of(t.getExpression(), t.getIndex()), w)) {
      World x = both.world();
      Value array = both.values().get(0);
      Value index = both.values().get(1);
      m.scopes.use(x, array, t.getExpression());
      assignments.indexed(x, t, array, index);
      outs.add(new Out(x, m.memory.element(x, array, index, t)));
    }
    return outs;
  }

  // ---- operators

  @Override
  public List<Out> visitParenthesized(ParenthesizedTree t, World w) {
    return eval(t.getExpression(), w);
  }

  @Override
  public List<Out> visitUnary(UnaryTree t, World w) {
    List<Out> outs = new ArrayList<>();
    switch (t.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> {
        boolean post =
            t.getKind() == Tree.Kind.POSTFIX_INCREMENT
                || t.getKind() == Tree.Kind.POSTFIX_DECREMENT;
        boolean up =
            t.getKind() == Tree.Kind.POSTFIX_INCREMENT || t.getKind() == Tree.Kind.PREFIX_INCREMENT;
        return assignments.step(t, w, up ? "+" : "-", post);
      }
      default -> {
        for (Out o : eval(t.getExpression(), w)) {
          outs.add(new Out(o.world(), operators.unary(t.getKind(), o.value())));
        }
      }
    }
    return outs;
  }

  @Override
  public List<Out> visitBinary(BinaryTree t, World w) {
    List<Out> outs = new ArrayList<>();
    if (t.getKind() == Tree.Kind.CONDITIONAL_AND || t.getKind() == Tree.Kind.CONDITIONAL_OR) {
      boolean and = t.getKind() == Tree.Kind.CONDITIONAL_AND;
      return shortCircuit(t, w, and);
    }
    for (Calls.Many both : m.calls.operands(List.of(t.getLeftOperand(), t.getRightOperand()), w)) {
      outs.add(
          new Out(
              both.world(),
              operators.binary(
                  both.world(),
                  operators.symbol(t.getKind()),
                  both.values().get(0),
                  both.values().get(1),
                  t)));
    }
    return outs;
  }

  /** Where the right operand validates, a false left one says no more than a failed validation. */
  private List<Out> shortCircuit(BinaryTree t, World w, boolean and) {
    List<Out> ons = new ArrayList<>();
    List<Out> offs = new ArrayList<>();
    Set<Sym> settled = new LinkedHashSet<>();
    for (Out left : eval(t.getLeftOperand(), w)) {
      Set<Dep> path = left.world().path;
      World on = m.paths.assume(left.world().copy(), left.value(), and);
      World off = m.paths.assume(left.world(), left.value(), !and);
      if (on != null) {
        on.push(left.value());
        for (Out right : eval(t.getRightOperand(), on)) {
          World x = right.world();
          Value was = x.pop();
          x.path = Statements.restore(x.path, path);
          m.sections.settled(x, left.value(), was, settled);
          ons.add(new Out(x, right.value().with(was.deps())));
        }
      }
      if (off != null) {
        off.path = path;
        offs.add(new Out(off, new Value(Sym.truth(!and), left.value().deps())));
      }
    }
    ons.addAll(offs);
    List<Out> outs = new ArrayList<>();
    for (Out o : ons) {
      boolean failed = and && Sym.FALSE.equals(o.value().sym());
      outs.add(failed ? new Out(o.world(), o.value().without(settled)) : o);
    }
    return outs;
  }

  @Override
  public List<Out> visitConditionalExpression(ConditionalExpressionTree t, World w) {
    List<Out> outs = new ArrayList<>();
    for (Forks.Fork f : forks.of(t.getCondition(), w)) {
      int from = outs.size();
      if (f.yes() != null) {
        branch(t, t.getTrueExpression(), f.yes(), f.ifSo(), outs);
      }
      if (f.no() != null) {
        branch(t, t.getFalseExpression(), f.no(), f.ifNot(), outs);
      }
      if (f.torn()) {
        outs.subList(from, outs.size())
            .forEach(o -> o.world().path = Statements.restore(o.world().path, f.path()));
      }
    }
    return outs;
  }

  private void branch(
      ConditionalExpressionTree t, ExpressionTree arm, World w, Set<Dep> by, List<Out> outs) {
    w.push(new Value(null, by));
    for (Out o : eval(arm, w)) {
      Set<Dep> still = Paths.tentative(o.world().pop().deps());
      assignments.unboxed(o.world(), o.value(), arm, m.env.type(t));
      outs.add(new Out(o.world(), o.value().with(still)));
    }
  }

  @Override
  public List<Out> visitInstanceOf(InstanceOfTree t, World w) {
    List<Out> outs = new ArrayList<>();
    Tree pattern = t.getPattern();
    for (Out o : eval(t.getExpression(), w)) {
      if (pattern != null) {
        switches.bind(o.world(), pattern, o.value());
      }
      Sym type = new Sym.Const(String.valueOf(pattern == null ? t.getType() : pattern), "type");
      outs.add(
          new Out(
              o.world(), new Value(m.term("instanceof", o.value().sym(), type), o.value().deps())));
    }
    return outs;
  }

  @Override
  public List<Out> visitTypeCast(TypeCastTree t, World w) {
    List<Out> outs = new ArrayList<>();
    TypeMirror to = m.env.type(t);
    TypeMirror from = m.env.type(t.getExpression());
    m.sets.classes().cast(from, to, t);
    for (Out o : eval(t.getExpression(), w)) {
      Value v = o.value();
      if (Env.reference(to)
          && !m.env.types.isAssignable(m.env.types.erasure(from), m.env.types.erasure(to))) {
        m.paths.cast(o.world(), v, t);
      }
      if (Env.reference(to)
          && m.env.marked(to, "ContextToken")
          && !m.scopes.proves(o.world(), v.sym(), to)) {
        Sym forged =
            v.sym() == null || v.sym().equals(Sym.NULL)
                ? v.sym()
                : m.term("cast", v.sym(), Sym.NULL);
        outs.add(new Out(o.world(), new Value(forged, v.deps())));
      } else if (Env.primitive(to) && Env.primitive(from) && narrows(from, to)) {
        outs.add(
            new Out(
                o.world(),
                new Value(v.sym() == null ? null : m.term("cast", v.sym(), Sym.NULL), v.deps())));
      } else {
        outs.add(new Out(o.world(), v));
      }
    }
    return outs;
  }

  private static boolean narrows(TypeMirror from, TypeMirror to) {
    List<String> order = List.of("BYTE", "SHORT", "CHAR", "INT", "LONG", "FLOAT", "DOUBLE");
    return order.indexOf(to.getKind().name()) < order.indexOf(from.getKind().name());
  }

  // ---- assignment

  @Override
  public List<Out> visitAssignment(AssignmentTree t, World w) {
    return assignments.assignment(t, w);
  }

  @Override
  public List<Out> visitCompoundAssignment(CompoundAssignmentTree t, World w) {
    return assignments.compound(t, w);
  }

  // ---- calls and makings

  @Override
  public List<Out> visitMethodInvocation(MethodInvocationTree t, World w) {
    return m.calls.invoke(t, w);
  }

  @Override
  public List<Out> visitNewClass(NewClassTree t, World w) {
    return m.calls.create(t, w);
  }

  @Override
  public List<Out> visitNewArray(NewArrayTree t, World w) {
    List<ExpressionTree> parts = new ArrayList<>(t.getDimensions());
    if (t.getInitializers() != null) {
      parts.addAll(t.getInitializers());
    }
    List<Out> outs = new ArrayList<>();
    for (Calls.Many many : m.calls.operands(parts, w)) {
      Set<Dep> content = new LinkedHashSet<>();
      for (int i = 0; i < many.values().size(); i++) {
        Value v = many.values().get(i);
        if (i < t.getDimensions().size()) {
          Set<Dep> torn = Bounds.neverNegative(v.sym()) ? Set.of() : Paths.tentative(v.deps());
          m.raise(many.world(), t, "java.lang.NegativeArraySizeException", torn);
        }
        content.addAll(v.deps());
        m.scopes.put(many.world(), null, v, parts.get(i));
        m.closures.escaped(many.world(), v, parts.get(i), null);
      }
      Value made =
          t.getInitializers() == null || parts.size() > FOLLOWED
              ? m.memory.allocate(many.world(), t, content)
              : m.memory.array(many.world(), t, many.values());
      if (t.getInitializers() == null) {
        Bounds.made(many.world(), made.sym(), many.values().get(0).sym());
      }
      outs.add(new Out(many.world(), made));
    }
    return outs;
  }

  @Override
  public List<Out> visitLambdaExpression(LambdaExpressionTree t, World w) {
    return one(w, m.closures.create(t, null));
  }

  @Override
  public List<Out> visitMemberReference(MemberReferenceTree t, World w) {
    Element q = m.env.element(t.getQualifierExpression());
    if (q instanceof TypeElement) {
      return one(w, m.closures.create(t, null));
    }
    List<Out> outs = new ArrayList<>();
    for (Out o : eval(t.getQualifierExpression(), w)) {
      m.paths.dereference(o.world(), o.value(), t, false);
      outs.add(new Out(o.world(), m.closures.reference(t, o.value())));
    }
    return outs;
  }

  @Override
  public List<Out> visitSwitchExpression(SwitchExpressionTree t, World w) {
    return switches.expression(t, w);
  }

  @Override
  public List<Out> visitVariable(VariableTree t, World w) {
    throw new Unsupported("declaration as expression");
  }

  // types in expression position: `int[].class`, `String[]::new`

  @Override
  public List<Out> visitPrimitiveType(com.sun.source.tree.PrimitiveTypeTree t, World w) {
    return one(w, Value.UNKNOWN);
  }

  @Override
  public List<Out> visitArrayType(com.sun.source.tree.ArrayTypeTree t, World w) {
    return one(w, Value.UNKNOWN);
  }

  @Override
  public List<Out> visitParameterizedType(com.sun.source.tree.ParameterizedTypeTree t, World w) {
    return one(w, Value.UNKNOWN);
  }

  @Override
  public List<Out> visitAnnotatedType(com.sun.source.tree.AnnotatedTypeTree t, World w) {
    return one(w, Value.UNKNOWN);
  }
}
