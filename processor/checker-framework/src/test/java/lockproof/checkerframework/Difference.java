package lockproof.checkerframework;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lockproof.fixtures.Fixture;

/**
 * One place that the plugin and the checkers judge differently.
 *
 * @param more whether it is the checkers that report
 * @param place the file, and the method in it
 * @param rule the rule, or the rules of which one is expected
 */
record Difference(boolean more, String place, String rule) implements Comparable<Difference> {

  @Override
  public String toString() {
    return (more ? "+ " : "- ") + place + " " + rule;
  }

  @Override
  public int compareTo(Difference o) {
    return toString().compareTo(o.toString());
  }

  /** Reads the list: a difference, a colon, and its reason on each line. */
  static Map<Difference, String> listed(Path list) throws IOException {
    Map<Difference, String> all = new TreeMap<>();
    for (String line : Files.readAllLines(list)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(": ");
        String[] words = (colon < 0 ? line : line.substring(0, colon)).split(" ");
        Difference d = new Difference(words[0].equals("+"), words[1] + " " + words[2], words[3]);
        if (all.put(d, colon < 0 ? "" : line.substring(colon + 2).strip()) != null) {
          throw new AssertionError("listed twice: " + d);
        }
      }
    }
    return all;
  }

  /** Where the checkers say something else than the fixture says of the plugin. */
  static Set<Difference> of(
      Fixture fixture, String name, Map<Integer, Set<String>> reported, Set<String> covered)
      throws IOException {
    Map<Integer, String> methods = methods(fixture.file());
    Set<Difference> all = new TreeSet<>();
    fixture
        .expected()
        .forEach(
            (line, rules) -> {
              boolean hit =
                  reported.getOrDefault(line, Set.of()).stream().anyMatch(rules::contains);
              if (!hit && covered.containsAll(rules)) {
                String either = String.join("|", new TreeSet<>(rules));
                all.add(new Difference(false, name + " " + methods.get(line), either));
              }
            });
    reported.forEach(
        (line, rules) ->
            rules.stream()
                .filter(r -> !fixture.expected().getOrDefault(line, Set.of()).contains(r))
                .forEach(r -> all.add(new Difference(true, name + " " + methods.get(line), r))));
    return all;
  }

  /** The method that each line stands in. */
  private static Map<Integer, String> methods(Path file) throws IOException {
    Map<Integer, String> methods = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(List.of(file)));
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, Void>() {
          private final Deque<String> names = new ArrayDeque<>();

          @Override
          public Void visitClass(ClassTree t, Void p) {
            named(t, t.getSimpleName().toString(), () -> super.visitClass(t, p));
            return null;
          }

          @Override
          public Void visitMethod(MethodTree t, Void p) {
            named(t, t.getName().toString(), () -> super.visitMethod(t, p));
            return null;
          }

          private void named(Tree t, String name, Runnable inner) {
            names.addLast(name);
            List<String> path = new ArrayList<>(names);
            String text = String.join(".", path.subList(Math.min(1, path.size() - 1), path.size()));
            long first = trees.getSourcePositions().getStartPosition(unit, t);
            long last = trees.getSourcePositions().getEndPosition(unit, t);
            for (long l = unit.getLineMap().getLineNumber(first);
                l <= unit.getLineMap().getLineNumber(last);
                l++) {
              methods.put((int) l, text);
            }
            inner.run();
            names.removeLast();
          }
        }.scan(unit, null);
      }
    }
    return methods;
  }
}
