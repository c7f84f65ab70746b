package lockproof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entry speaks of a call: the one nearest to the static type, on each of its paths up. */
class ContractsLookupTest {
  @ParameterizedTest
  @CsvSource({
    "'java.util.Map<String, String> x', x.get(null), Pure",
    "'java.util.HashMap<String, String> x', x.get(null), Pure",
    "'java.util.SortedMap<String, String> x', x.get(null), Pure mayThrow",
    "'java.util.TreeMap<String, String> x', x.get(null), Pure mayThrow",
    "'java.util.TreeMap<String, String> x', 'x.getOrDefault(null, null)', Pure mayThrow",
    "'java.util.NavigableMap<String, String> x', x.containsKey(null), Pure mayThrow",
    "'java.util.WeakHashMap<String, String> x', x.get(null), Mutates",
    "'java.util.Collection<String> x', x.contains(null), Pure mayThrow",
    "'java.util.Set<String> x', x.contains(null), Pure",
    "'java.util.LinkedHashSet<String> x', x.contains(null), Pure",
    "'java.util.EnumSet<Thread.State> x', x.contains(null), Pure",
    "'java.util.AbstractSet<String> x', x.contains(null), Pure",
    "'java.util.TreeSet<String> x', x.contains(null), Pure mayThrow",
    "'java.util.SortedSet<String> x', x.contains(null), Pure mayThrow",
    "'java.util.concurrent.LinkedBlockingQueue<String> x', x.put(null), Blocking Mutates",
    "'java.util.concurrent.PriorityBlockingQueue<String> x', x.put(null), Mutates",
    "java.io.InputStream x, x.read(), Blocking",
    "java.io.ByteArrayInputStream x, x.read(), Mutates",
    "java.io.FileInputStream x, x.read(), Blocking",
    "int x, 'Math.max(x, x)', Pure",
    "int x, 'Math.addExact(x, x)', Pure mayThrow",
    "java.util.concurrent.locks.ReentrantLock x, x.lock(), Acquires Blocking",
    "java.util.concurrent.locks.StampedLock x, x.validate(0), Pure Validates",
    "java.nio.file.Path x, java.nio.file.Files.exists(x), Blocking",
  })
  void nearestDecides(String parameter, String call, String expected) throws Exception {
    assertThat(contract(parameter, call)).isEqualTo(expected);
  }

  @Test
  void parametersToo() throws Exception {
    assertThat(contract("java.util.TreeMap<String, String> x", "x.computeIfAbsent(null, k -> k)"))
        .isEqualTo("Mutates, RunsInPlace at 1");
    assertThat(contract("java.util.ArrayList<String> x", "x.forEach(y -> {})"))
        .isEqualTo("Pure mayThrow, RunsInPlace at 0");
  }

  private static String contract(String parameter, String call) throws Exception {
    String source =
        "abstract class A { void m(" + parameter + ") throws Exception { " + call + "; } }";
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file));
    Map<String, Contract> found = new LinkedHashMap<>();
    CompilationUnitTree unit = task.parse().iterator().next();
    task.analyze();
    Trees trees = Trees.instance(task);
    Contracts contracts = new Contracts(Models.jdk(), task.getElements(), task.getTypes());
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree t, Void p) {
        ExpressionTree select = t.getMethodSelect();
        if (select instanceof MemberSelectTree s) {
          ExecutableElement method = (ExecutableElement) trees.getElement(getCurrentPath());
          found.put(
              t.toString(),
              contracts.of(
                  method,
                  trees.getTypeMirror(
                      new com.sun.source.util.TreePath(
                          new com.sun.source.util.TreePath(getCurrentPath(), s),
                          s.getExpression()))));
        }
        return super.visitMethodInvocation(t, p);
      }
    }.scan(unit, null);
    Contract contract = found.values().iterator().next();
    String marks =
        contract.marks().stream()
            .map(m -> m.name() + (m.flag("mayThrow", false) ? " mayThrow" : ""))
            .sorted()
            .reduce((a, b) -> a + " " + b)
            .orElse("");
    int inPlace = contract.parameterWith("RunsInPlace");
    return inPlace < 0 ? marks : marks + ", RunsInPlace at " + inPlace;
  }
}
