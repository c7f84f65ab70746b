package lockproof.engine;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Assignments to locals, fields and elements. */
final class Assignments {
  private final Machine m;
  private final Operators operators;

  Assignments(Machine m, Operators operators) {
    this.m = m;
    this.operators = operators;
  }

  /** What is assigned by the very expression that shows a new object to others comes with it. */
  List<Out> assignment(AssignmentTree t, World w) {
    List<Out> outs = new ArrayList<>();
    ExpressionTree target = Env.strip(t.getVariable());
    Sym self = m.frame.self();
    boolean unseen = w.fresh.contains(self);
    for (Calls.Many place : m.calls.operands(placeOperands(target), w)) {
      for (Out o : m.eval(t.getExpression(), place.world())) {
        unboxed(o.world(), o.value(), t.getExpression(), m.env.type(t.getVariable()));
        boolean shows = unseen && o.world().fresh.add(self);
        store(o.world(), target, place.values(), o.value(), t);
        if (shows) {
          m.memory.escape(o.world(), self);
        }
        outs.add(o);
      }
    }
    return outs;
  }

  List<Out> compound(CompoundAssignmentTree t, World w) {
    List<Out> outs = new ArrayList<>();
    ExpressionTree target = Env.strip(t.getVariable());
    String op = operators.compound(t.getKind());
    for (Calls.Many place : m.calls.operands(placeOperands(target), w)) {
      for (Out before : read(place.world(), target, place.values())) {
        before.world().push(before.value());
        for (Out o : m.eval(t.getExpression(), before.world())) {
          Value old = o.world().pop();
          Value v = operators.binary(o.world(), op, old, o.value(), t);
          store(o.world(), target, place.values(), v, t);
          outs.add(new Out(o.world(), v));
        }
      }
    }
    return outs;
  }

  /** Adds one, or takes it away; the operands of the place are evaluated once. */
  List<Out> step(UnaryTree t, World w, String op, boolean post) {
    List<Out> outs = new ArrayList<>();
    ExpressionTree target = Env.strip(t.getExpression());
    for (Calls.Many place : m.calls.operands(placeOperands(target), w)) {
      for (Out o : read(place.world(), target, place.values())) {
        Value next = operators.binary(o.world(), op, o.value(), Value.of(Sym.number(1)), t);
        store(o.world(), target, place.values(), next, t);
        outs.add(new Out(o.world(), post ? o.value() : next));
      }
    }
    return outs;
  }

  /** What is in a place now, its operands evaluated. */
  private List<Out> read(World w, ExpressionTree target, List<Value> place) {
    if (place.isEmpty()) {
      return m.eval(target, w);
    }
    Value v;
    if (target instanceof ArrayAccessTree a) {
      m.scopes.use(w, place.get(0), a.getExpression());
      indexed(w, a, place.get(0), place.get(1));
      v = m.memory.element(w, place.get(0), place.get(1), a);
    } else {
      MemberSelectTree s = (MemberSelectTree) target;
      m.paths.dereference(w, place.get(0), s, false);
      m.scopes.use(w, place.get(0), s.getExpression());
      v = m.memory.read(w, place.get(0), (VariableElement) m.env.element(s), s);
    }
    return m.expressions.copied(target, List.of(new Out(w, v)));
  }

  private List<ExpressionTree> placeOperands(ExpressionTree target) {
    if (target instanceof ArrayAccessTree a) {
      return List.of(a.getExpression(), a.getIndex());
    }
    if (target instanceof MemberSelectTree s
        && m.env.element(s) instanceof VariableElement f
        && !Env.isStatic(f)) {
      return List.of(s.getExpression());
    }
    return List.of();
  }

  private void store(World w, ExpressionTree target, List<Value> place, Value v, Tree at) {
    if (target instanceof ArrayAccessTree a) {
      m.scopes.use(w, place.get(0), a.getExpression());
      indexed(w, a, place.get(0), place.get(1));
      m.memory.element(w, place.get(0), place.get(1), v, at);
      return;
    }
    if (!(m.env.element(target) instanceof VariableElement e)) {
      throw new Unsupported("assignment to " + target);
    }
    if (Env.isLocal(e)) {
      m.paths.asked(w, v);
      w.locals.put(e, v);
      return;
    }
    Value base = Value.UNKNOWN;
    if (!place.isEmpty()) {
      base = place.get(0);
      m.paths.dereference(w, base, at, false);
      m.scopes.use(w, base, at);
    } else if (!Env.isStatic(e)) {
      base = Value.of(m.calls.self(Env.typeOf(e)));
    }
    m.memory.write(w, base, e, v, at instanceof AssignmentTree, at);
  }

  /** A boxed value is needed as a primitive: an exception if it is null. */
  void unboxed(World w, Value v, ExpressionTree from, TypeMirror to) {
    if (Env.primitive(to) && Env.reference(m.env.type(from))) {
      m.paths.dereference(w, v, from, false);
    }
  }

  /** An array is indexed: an exception where the index may lie outside. */
  void indexed(World w, ArrayAccessTree t, Value array, Value index) {
    m.paths.dereference(w, array, t, false);
    if (m.sizes.within(w, array, index)) {
      return;
    }
    Set<Dep> torn = new LinkedHashSet<>();
    if (array.tentative() || !Bounds.masked(index.sym())) {
      torn.addAll(Paths.tentative(index.deps()));
    }
    if (array.tentative() && (index.tentative() || Value.tentative(w.path))) {
      torn.addAll(Paths.tentative(array.deps()));
    }
    m.raise(w, t, "java.lang.ArrayIndexOutOfBoundsException", torn);
  }
}
