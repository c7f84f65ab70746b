package lockproof.checkerframework.shared;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import lockproof.contract.Contract;
import org.checkerframework.javacutil.BugInCF;
import org.checkerframework.javacutil.TreeUtils;

/**
 * Tells whether a class mentions anything that the checkers look at: a method that opens or
 * validates sections, or opens or needs contexts; a token or guard type; a qualifier. No other
 * class can be reported, and the framework's own visit is what costs.
 */
public final class Prefilter {
  /** The option that turns the filter off. */
  public static final String EVERYWHERE = "lockproofEverywhere";

  private static final String QUALIFIERS = "lockproof.checkerframework.qual.";

  private final Environment env;
  private final Map<Element, Boolean> known = new HashMap<>();

  /** A filter of one compilation. */
  public Prefilter(ProcessingEnvironment processing, Trees trees) {
    this.env = new Environment(processing, trees);
  }

  /** Whether the class has to be looked at. */
  public boolean concerns(Tree top) {
    try {
      return Boolean.TRUE.equals(new Scan().scan(top, null));
    } catch (BugInCF unresolved) {
      return true; // A name that javac has complained of: the framework knows to leave the file
      // alone.
    }
  }

  private boolean concerns(Element e) {
    if (e == null) {
      return false;
    }
    Boolean b = known.get(e);
    if (b == null) {
      known.put(e, false);
      b = bears(e);
      known.put(e, b);
    }
    return b;
  }

  private boolean bears(Element e) {
    if (e instanceof ExecutableElement m) {
      Contract c = env.contracts().of(m);
      return c.has("Validates")
          || c.has("OpensContext")
          || c.has("RequiresContext")
          || c.has("AssertsContext")
          || c.has("Retries")
          || c.parameterWith("RequiresContext") >= 0
          || scoped(m.getReturnType())
          || m.getParameters().stream().anyMatch(p -> scoped(p.asType()))
          || opens(c);
    }
    return e instanceof TypeElement t
        && (t.getQualifiedName().toString().startsWith(QUALIFIERS) || scoped(t.asType()));
  }

  private static boolean opens(Contract c) {
    return c.all("Acquires").stream().anyMatch(m -> m.text("mode", "").equals("OPTIMISTIC"));
  }

  private boolean scoped(javax.lang.model.type.TypeMirror t) {
    return env.contracts().typeMark(t, "ContextToken").isPresent()
        || env.contracts().typeMark(t, "GuardType").isPresent();
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

    private boolean found(Tree t) {
      found |= concerns(TreeUtils.elementFromTree(t));
      return found;
    }

    @Override
    public Boolean visitIdentifier(IdentifierTree t, Void p) {
      return found(t);
    }

    @Override
    public Boolean visitMemberSelect(MemberSelectTree t, Void p) {
      return found(t) ? Boolean.TRUE : super.visitMemberSelect(t, p);
    }

    @Override
    public Boolean visitMemberReference(MemberReferenceTree t, Void p) {
      return found(t) ? Boolean.TRUE : super.visitMemberReference(t, p);
    }

    @Override
    public Boolean visitNewClass(NewClassTree t, Void p) {
      found |= concerns(TreeUtils.elementFromUse(t));
      return found ? Boolean.TRUE : super.visitNewClass(t, p);
    }

    @Override
    public Boolean visitMethod(MethodTree t, Void p) {
      return found(t) ? Boolean.TRUE : super.visitMethod(t, p);
    }

    @Override
    public Boolean visitVariable(VariableTree t, Void p) {
      Element v = TreeUtils.elementFromTree((Tree) t);
      found |= v != null && scoped(v.asType());
      return found ? Boolean.TRUE : super.visitVariable(t, p);
    }

    @Override
    public Boolean visitAnnotation(AnnotationTree t, Void p) {
      return found(t.getAnnotationType()) ? Boolean.TRUE : super.visitAnnotation(t, p);
    }
  }
}
