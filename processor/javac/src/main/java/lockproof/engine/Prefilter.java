package lockproof.engine;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import lockproof.contract.Contracts;

/**
 * Tells by names alone, without resolving anything, whether a class can concern locking at all.
 * Most cannot, and cost no more than this.
 */
final class Prefilter {
  private final Contracts contracts;
  private final Set<String> names;

  /** Names are interned by the compiler, so that each is looked at once. */
  private final Map<Name, Boolean> known = new HashMap<>();

  private final boolean everything;

  /**
   * A filter.
   *
   * @param everything whether contracts may stand on types of any name, since there are annotations
   */
  Prefilter(Contracts contracts, boolean everything) {
    this.contracts = contracts;
    this.names = contracts.lockingNames();
    this.everything = everything;
  }

  boolean concerns(Tree top) {
    return everything || Boolean.TRUE.equals(new Scan().scan(top, null));
  }

  private boolean named(Name name) {
    return known.computeIfAbsent(name, n -> names.contains(n.toString()));
  }

  private final class Scan extends TreeScanner<Boolean, Void> {
    private boolean found;

    @Override
    public Boolean scan(Tree t, Void p) {
      if (!found && t != null) {
        super.scan(t, p);
      }
      return found;
    }

    @Override
    public Boolean visitMemberSelect(MemberSelectTree t, Void p) {
      found |= named(t.getIdentifier());
      return scan(t.getExpression(), p);
    }

    @Override
    public Boolean visitIdentifier(IdentifierTree t, Void p) {
      found |= named(t.getName());
      return found;
    }

    @Override
    public Boolean visitMemberReference(MemberReferenceTree t, Void p) {
      found |= named(t.getName());
      return super.visitMemberReference(t, p);
    }

    @Override
    public Boolean visitSynchronized(SynchronizedTree t, Void p) {
      found = true;
      return true;
    }

    @Override
    public Boolean visitModifiers(ModifiersTree t, Void p) {
      found |= t.getFlags().contains(Modifier.SYNCHRONIZED);
      for (AnnotationTree a : t.getAnnotations()) {
        String name = a.getAnnotationType().toString();
        found |= contracts.familiar(name.substring(name.lastIndexOf('.') + 1));
      }
      return found;
    }
  }
}
