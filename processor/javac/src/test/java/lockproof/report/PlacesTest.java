package lockproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The command line must name the lines that javac names for the plugin. */
class PlacesTest {
  private static final String SOURCE =
      """
      class A {
        @Deprecated
        // int before
        static /* int */
            int field = 3;

        @Deprecated
        private static
            int method(int a) {
          StringBuilder b = new StringBuilder()
              .append(
                  1)
              // .append(0)
              .append(2);
          a
              = 4;
          a
              += 5;
          b = b
              .append(a
                  + 6);
          if (a
              > 7) {
            return method(
                8);
          }
          return A
              .field;
        }
        @Deprecated
        A() {}

        @Deprecated
        static
        class Inner {}
      }
      """;

  @Test
  void linesAreJavacsOwn() throws IOException {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("mem:///A.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return SOURCE;
          }
        };
    List<Diagnostic<? extends JavaFileObject>> printed = new ArrayList<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, printed::add, List.of("-proc:none"), null, List.of(file));
    Trees trees = Trees.instance(task);
    Places places = new Places(trees);
    List<String> ours = new ArrayList<>();
    CompilationUnitTree unit = task.parse().iterator().next();
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void p) {
        if (tree != null && trees.getSourcePositions().getStartPosition(unit, tree) >= 0) {
          switch (tree.getKind()) {
            case METHOD_INVOCATION,
                MEMBER_SELECT,
                ASSIGNMENT,
                PLUS,
                GREATER_THAN,
                PLUS_ASSIGNMENT,
                VARIABLE,
                METHOD,
                RETURN,
                IDENTIFIER,
                NEW_CLASS -> {
              trees.printMessage(Diagnostic.Kind.NOTE, "x", tree, unit);
              ours.add(tree.getKind() + " " + places.of(unit, tree).line());
            }
            default -> {}
          }
        }
        return super.scan(tree, p);
      }
    }.scan(unit, null);
    List<String> javacs = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      javacs.add(ours.get(i).replaceAll(" .*", " " + printed.get(i).getLineNumber()));
    }
    assertThat(ours).hasSizeGreaterThan(30).isEqualTo(javacs);
  }
}
