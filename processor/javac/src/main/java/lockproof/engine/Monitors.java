package lockproof.engine;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.type.TypeMirror;

/** The methods that every object has for waiting on its monitor. */
final class Monitors {
  private static final Set<String> MONITOR_METHODS = Set.of("wait", "notify", "notifyAll");

  private final Machine m;

  Monitors(Machine m) {
    this.m = m;
  }

  void misused(World w, Call call) {
    String name = call.name();
    if (MONITOR_METHODS.contains(name)
        && Env.typeOf(call.method()).getQualifiedName().contentEquals("java.lang.Object")
        && call.at() instanceof MethodInvocationTree t
        && t.getMethodSelect() instanceof MemberSelectTree s
        && (m.env.marked(m.env.type(s.getExpression()), "LockType")
            || m.env.marked(m.env.type(s.getExpression()), "LockCondition"))) {
      m.emit(() -> new Event.MonitorOfLock(m.here(call.at()), Names.text(s.getExpression()), name));
    }
  }

  static boolean waits(Call call) {
    return MONITOR_METHODS.contains(call.name())
        && Env.typeOf(call.method()).getQualifiedName().contentEquals("java.lang.Object");
  }

  /** Whether a monitor that is held was named by the same words, which may give the same object. */
  private static boolean spelledAlike(World w, Call call) {
    String words = Calls.receiverTree(call.at()).toString();
    return w.holds.entrySet().stream()
        .anyMatch(
            e ->
                e.getKey().lock() instanceof Sym.Monitor
                    && e.getValue().held()
                    && e.getValue().at() instanceof ExpressionTree named
                    && named.toString().equals(words));
  }

  List<Out> wait(World w, Call call) {
    Sym object = call.receiver().sym();
    if (object != null) {
      Sym monitor = new Sym.Monitor(object);
      TypeMirror type = m.env.type(Calls.receiverTree(call.at()));
      boolean lock = m.env.marked(type, "LockType") || m.env.marked(type, "LockCondition");
      if (!lock
          && m.holds.heldMode(w, monitor) == null
          && !spelledAlike(w, call)
          && m.memory.guards().unmarkedRoot()) {
        m.emit(
            () ->
                new Event.Precondition(
                    m.cause(call.at()), call.name(), Names.of(monitor), true, null));
      }
    }
    if (call.name().equals("wait")) {
      m.atomics.sleeps(w, call.at(), "wait", Set.of());
      if (m.loops == 0 && !m.contracted.delegates()) {
        m.emit(() -> new Event.AwaitOutsideLoop(m.here(call.at()), "wait"));
      }
      m.holds.forgetMemory(w);
      for (TypeMirror thrown : call.method().getThrownTypes()) {
        m.leave(Exits.Way.thrown(thrown, Exits.Cause.CALL), w.copy(), call.at());
      }
    }
    return List.of(new Out(w, Value.UNKNOWN));
  }

  /** Whether the method waits at a monitor, or wakes those who do. */
  static boolean waits(ExecutableElement m) {
    Name name = m.getSimpleName();
    return (name.contentEquals("wait")
            || name.contentEquals("notify")
            || name.contentEquals("notifyAll"))
        && Env.typeOf(m).getQualifiedName().contentEquals("java.lang.Object");
  }
}
