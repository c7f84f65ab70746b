package lockproof.engine;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CaseTree.CaseKind;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into trees by their children, so that patterns, labels and guards of language versions
 * later than the one this is compiled for are found all the same.
 */
final class Children {
  private Children() {}

  /** The direct children, in source order. */
  static List<Tree> of(Tree tree) {
    List<Tree> children = new ArrayList<>();
    tree.accept(
        new TreeScanner<Void, Void>() {
          @Override
          public Void scan(Tree t, Void p) {
            if (t != null) {
              children.add(t);
            }
            return null;
          }
        },
        null);
    return children;
  }

  /** The variables that a pattern binds. */
  static List<VariableTree> bindings(Tree pattern) {
    List<VariableTree> bound = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBindingPattern(BindingPatternTree t, Void p) {
        bound.add(t.getVariable());
        return null;
      }
    }.scan(pattern, null);
    return bound;
  }

  /** A case label as the language version at hand presents it. */
  record Label(Tree tree, boolean isDefault, ExpressionTree constant) {}

  /** The labels of a case, without its guard. */
  static List<Label> labels(CaseTree c) {
    List<Label> labels = new ArrayList<>();
    for (Tree t : heads(c)) {
      String kind = t.getKind().name();
      if (kind.equals("DEFAULT_CASE_LABEL")) {
        labels.add(new Label(t, true, null));
      } else if (kind.equals("CONSTANT_CASE_LABEL")) {
        labels.add(new Label(t, false, (ExpressionTree) of(t).get(0)));
      } else if (kind.equals("PATTERN_CASE_LABEL") || kind.endsWith("PATTERN")) {
        labels.add(new Label(t, false, null));
      } else if (c.getExpressions().contains(t)) {
        labels.add(new Label(t, false, (ExpressionTree) t));
      }
    }
    return labels;
  }

  /** The guard of a case, or null. */
  static ExpressionTree guard(CaseTree c) {
    for (Tree t : heads(c)) {
      String kind = t.getKind().name();
      if (!kind.endsWith("CASE_LABEL")
          && !kind.endsWith("PATTERN")
          && !c.getExpressions().contains(t)
          && t instanceof ExpressionTree e) {
        return e;
      }
    }
    return null;
  }

  private static List<Tree> heads(CaseTree c) {
    List<Tree> heads = of(c);
    if (c.getCaseKind() == CaseKind.RULE) {
      heads.remove(c.getBody());
    } else {
      heads.removeAll(c.getStatements());
    }
    return heads;
  }
}
