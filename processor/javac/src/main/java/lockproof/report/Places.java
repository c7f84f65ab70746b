package lockproof.report;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import lockproof.engine.Site;
import lockproof.rule.Severity;

/** Turns trees into places; the anchor of a construct is where javac itself would put the caret. */
public final class Places {
  private final SourcePositions positions;
  private CompilationUnitTree cachedUnit;
  private String cachedText = "";

  /** Places in the compilation of these trees. */
  public Places(Trees trees) {
    positions = trees.getSourcePositions();
  }

  /** The report with its places, at the severity that was decided. */
  public Finding place(Report report, Severity severity, String fingerprint) {
    List<Finding.Fact> facts = new ArrayList<>();
    for (Report.Detail detail : report.details()) {
      Place at = detail.site() == null ? null : of(detail.site().unit(), detail.site().tree());
      facts.add(new Finding.Fact(detail.label(), detail.text(), at));
    }
    Site site = report.site();
    return new Finding(
        report.rule(),
        severity,
        of(site.unit(), site.tree()),
        report.message(),
        List.copyOf(facts),
        report.fix(),
        fingerprint);
  }

  /** The place of a tree in its file. */
  public Place of(CompilationUnitTree unit, Tree tree) {
    LineMap lines = unit.getLineMap();
    long anchor = Math.max(0, anchor(unit, tree));
    long end = Math.max(anchor + 1, positions.getEndPosition(unit, tree));
    return new Place(
        name(unit),
        (int) lines.getLineNumber(anchor),
        column(lines, anchor),
        (int) lines.getLineNumber(end),
        column(lines, end));
  }

  /** The file as the user named it; in a jar, the jar's own name and the path inside. */
  public static String name(CompilationUnitTree unit) {
    URI uri = unit.getSourceFile().toUri();
    String name = unit.getSourceFile().getName();
    if (!"jar".equals(uri.getScheme())) {
      return name;
    }
    String jar = uri.getSchemeSpecificPart().replaceFirst("!/.*", "");
    return jar.substring(jar.lastIndexOf('/') + 1) + "!" + name;
  }

  /** Where the tree begins, as an offset into its file. */
  public long start(CompilationUnitTree unit, Tree tree) {
    return positions.getStartPosition(unit, tree);
  }

  private static int column(LineMap lines, long offset) {
    return (int) (offset - lines.getStartPosition(lines.getLineNumber(offset))) + 1;
  }

  private long anchor(CompilationUnitTree unit, Tree tree) {
    long start = positions.getStartPosition(unit, tree);
    Tree before = null;
    String wanted = "";
    if (tree instanceof MethodInvocationTree call) {
      Tree callee = call.getMethodSelect();
      if (callee instanceof MemberSelectTree) {
        return anchor(unit, callee);
      }
    } else if (tree instanceof MemberSelectTree select) {
      before = select.getExpression();
      wanted = ".";
    } else if (tree instanceof AssignmentTree assignment) {
      before = assignment.getVariable();
      wanted = "=";
    } else if (tree instanceof CompoundAssignmentTree assignment) {
      before = assignment.getVariable();
    } else if (tree instanceof BinaryTree binary) {
      before = binary.getLeftOperand();
    } else if (tree instanceof VariableTree variable) {
      before = variable.getType() == null ? variable.getModifiers() : variable.getType();
      wanted = variable.getName().toString();
    } else if (tree instanceof MethodTree method) {
      before = method.getReturnType() == null ? method.getModifiers() : method.getReturnType();
      wanted = nameOf(method);
    } else if (tree instanceof ClassTree type) {
      before = type.getModifiers();
      wanted = type.getSimpleName().toString();
    }
    if (before == null) {
      return start;
    }
    long from = positions.getEndPosition(unit, before);
    return find(unit, from == Diagnostic.NOPOS ? start : from, wanted, start);
  }

  private static String nameOf(MethodTree method) {
    return method.getName().contentEquals("<init>") ? "" : method.getName().toString();
  }

  /** The first {@code wanted} after {@code from} that is neither space nor comment. */
  private long find(CompilationUnitTree unit, long from, String wanted, long otherwise) {
    CharSequence text = text(unit);
    int i = (int) Math.max(0, from);
    while (i < text.length()) {
      if (starts(text, i, "//")) {
        i = skip(text, i, "\n");
      } else if (starts(text, i, "/*")) {
        i = skip(text, i + 2, "*/");
      } else if (!Character.isWhitespace(text.charAt(i)) && starts(text, i, wanted)) {
        return i;
      } else {
        i++;
      }
    }
    return otherwise;
  }

  private static int skip(CharSequence text, int from, String past) {
    int i = from;
    while (i < text.length() && !starts(text, i, past)) {
      i++;
    }
    return i + past.length();
  }

  private static boolean starts(CharSequence text, int at, String what) {
    return at + what.length() <= text.length()
        && what.contentEquals(text.subSequence(at, at + what.length()));
  }

  /** The whole file, as javac read it. */
  String text(CompilationUnitTree unit) {
    if (unit != cachedUnit) {
      cachedUnit = unit;
      try {
        cachedText = unit.getSourceFile().getCharContent(true).toString();
      } catch (IOException e) {
        cachedText = "";
      }
    }
    return cachedText;
  }
}
