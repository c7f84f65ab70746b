package lockproof.checkerframework.context;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.VariableElement;
import lockproof.contract.Contexts;
import lockproof.contract.Mark;
import org.checkerframework.dataflow.expression.LocalVariable;
import org.checkerframework.framework.flow.CFAbstractStore;

/** The values of the locals, the scopes, and the contexts that were proven otherwise. */
public final class ContextStore extends CFAbstractStore<ContextValue, ContextStore> {
  private final Map<Tree, Scope> scopes;
  private Set<String> proven = Set.of();
  private boolean impossible;
  private boolean unwinding;

  ContextStore(ContextAnalysis analysis, boolean sequentialSemantics) {
    super(analysis, sequentialSemantics);
    scopes = new LinkedHashMap<>();
  }

  ContextStore(ContextStore other) {
    super(other);
    scopes = new LinkedHashMap<>(other.scopes);
    proven = other.proven;
    impossible = other.impossible;
    unwinding = other.unwinding;
  }

  Map<Tree, Scope> scopes() {
    return scopes;
  }

  Scope scope(Tree site) {
    return scopes.get(site);
  }

  /** A scope is opened here; an older one of the same place is another one. */
  void open(Tree site, Scope scope) {
    scopes.put(site, scope);
  }

  void close(Tree site) {
    scopes.computeIfPresent(site, (k, s) -> s.close());
  }

  /** What was said once is not said again. */
  void forgive(Tree site) {
    scopes.computeIfPresent(site, (k, s) -> Scope.opened(s.type(), s.guard(), Set.of()));
  }

  Set<String> proven() {
    return proven;
  }

  void prove(Set<String> contexts) {
    proven = Held.union(proven, contexts);
  }

  /** This is code that runs where the marks say. */
  void enter(List<Mark> marks) {
    proven = Contexts.entered(proven, marks);
  }

  /** No execution comes here. */
  void impossible() {
    impossible = true;
  }

  /** Whether this is the way out of an exception. */
  void unwinding(boolean now) {
    unwinding = now;
  }

  boolean isUnwinding() {
    return unwinding;
  }

  boolean isImpossible() {
    return impossible;
  }

  /** The body of something that runs elsewhere, or later: what it was made in may be over. */
  void elsewhere() {
    scopes.replaceAll((site, s) -> s.leave());
    proven = Set.of();
    localVariableValues.replaceAll((v, value) -> value.with(value.held().unproven()));
  }

  /** The values of the locals around code that may name them. */
  void remember(ContextStore around) {
    localVariableValues.putAll(around.localVariableValues);
  }

  Held held(VariableElement v) {
    ContextValue value = localVariableValues.get(new LocalVariable(v));
    return value == null ? Held.NOTHING : value.held();
  }

  void change(VariableElement v, UnaryOperator<Held> change) {
    localVariableValues.computeIfPresent(
        new LocalVariable(v), (k, value) -> value.with(change.apply(value.held())));
  }

  void assign(VariableElement v, ContextValue value) {
    localVariableValues.put(new LocalVariable(v), value);
  }

  @Override
  public ContextStore leastUpperBound(ContextStore other) {
    if (impossible || other.impossible) {
      return (impossible ? other : this).copy();
    }
    return joined(super.leastUpperBound(other), other);
  }

  @Override
  public ContextStore widenedUpperBound(ContextStore previous) {
    if (impossible || previous.impossible) {
      return (impossible ? previous : this).copy();
    }
    return joined(super.widenedUpperBound(previous), previous);
  }

  private ContextStore joined(ContextStore into, ContextStore other) {
    into.scopes.clear();
    into.scopes.putAll(scopes);
    other.scopes.forEach((site, s) -> into.scopes.merge(site, s, Scope::join));
    into.proven = Held.common(proven, other.proven);
    into.unwinding = unwinding && other.unwinding;
    return into;
  }

  @Override
  protected boolean supersetOf(CFAbstractStore<ContextValue, ContextStore> other) {
    return super.supersetOf(other) && other instanceof ContextStore s && same(s);
  }

  private boolean same(ContextStore s) {
    return scopes.equals(s.scopes)
        && proven.equals(s.proven)
        && impossible == s.impossible
        && unwinding == s.unwinding;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ContextStore s && super.equals(o) && same(s);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
