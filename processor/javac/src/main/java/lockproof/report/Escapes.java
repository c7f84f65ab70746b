package lockproof.report;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import lockproof.engine.Site;

/** Collects the escapes of a class, and asks them about each report. */
public final class Escapes {
  private static final String UNPROVEN = "lockproof.annotations.Unproven";
  private static final String PREFIX = "lockproof:";
  private final Trees trees;
  private final Places places;
  private final List<Escape> all = new ArrayList<>();

  /** Escapes of one compilation. */
  public Escapes(Trees trees, Places places) {
    this.trees = trees;
    this.places = places;
  }

  /** Every escape so far, in the order of the classes. */
  public List<Escape> all() {
    return List.copyOf(all);
  }

  /** True if some escape covers this report; it counts as used from now on. */
  public boolean hides(Report report) {
    Site site = report.site();
    boolean hidden = hides(report.rule(), site, site.tree());
    for (Tree place : site.through()) {
      hidden |= hides(report.rule(), site, place);
    }
    return hidden;
  }

  private boolean hides(String rule, Site site, Tree place) {
    long start = places.start(site.unit(), place);
    boolean hidden = false;
    for (Escape escape : all) {
      hidden |= escape.hides(rule, site.unit(), start);
    }
    return hidden;
  }

  /** Reads the marks in a top-level class; free for a file that does not mention any. */
  public List<Escape> collect(CompilationUnitTree unit, TypeElement type) {
    String text = places.text(unit);
    if (!text.contains("Unproven") && !text.contains(PREFIX)) {
      return List.of();
    }
    int before = all.size();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree tree, Void p) {
        read(tree.getModifiers(), getCurrentPath());
        return super.visitClass(tree, p);
      }

      @Override
      public Void visitMethod(MethodTree tree, Void p) {
        read(tree.getModifiers(), getCurrentPath());
        return super.visitMethod(tree, p);
      }

      @Override
      public Void visitVariable(VariableTree tree, Void p) {
        read(tree.getModifiers(), getCurrentPath());
        return super.visitVariable(tree, p);
      }
    }.scan(new TreePath(new TreePath(unit), trees.getTree(type)), null);
    return List.copyOf(all.subList(before, all.size()));
  }

  private void read(ModifiersTree modifiers, TreePath path) {
    if (modifiers.getAnnotations().stream().noneMatch(Escapes::looksRight)) {
      return;
    }
    Element element = trees.getElement(path);
    if (element == null) {
      return;
    }
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      String name = type.getQualifiedName().toString();
      if (name.equals(UNPROVEN)) {
        unproven(mirror, path, element);
      } else if (name.equals(UNPROVEN + ".All")) {
        list(mirror, "value")
            .forEach(v -> unproven((AnnotationMirror) v.getValue(), path, element));
      } else if (name.equals("java.lang.SuppressWarnings")) {
        for (AnnotationValue value : list(mirror, "value")) {
          String key = String.valueOf(value.getValue());
          if (key.startsWith(PREFIX)) {
            add(key.substring(PREFIX.length()), null, path, element);
          }
        }
      }
    }
  }

  private static boolean looksRight(AnnotationTree annotation) {
    String name = annotation.getAnnotationType().toString();
    return name.endsWith("Unproven") || name.endsWith("All") || name.endsWith("SuppressWarnings");
  }

  private void unproven(AnnotationMirror mirror, TreePath path, Element element) {
    add(text(mirror, "rule"), text(mirror, "because"), path, element);
  }

  private void add(String rule, String reason, TreePath path, Element element) {
    CompilationUnitTree unit = path.getCompilationUnit();
    Tree tree = path.getLeaf();
    long[] last = {places.start(unit, tree)};
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree each, Void p) {
        if (each != null) {
          last[0] = Math.max(last[0], places.start(unit, each));
        }
        return super.scan(each, p);
      }
    }.scan(tree, null);
    Site site = new Site(unit, tree, element);
    all.add(new Escape(rule, reason, site, places.start(unit, tree), last[0]));
  }

  private static String text(AnnotationMirror mirror, String key) {
    return mirror.getElementValues().entrySet().stream()
        .filter(e -> e.getKey().getSimpleName().contentEquals(key))
        .map(e -> String.valueOf(e.getValue().getValue()))
        .findFirst()
        .orElse("");
  }

  private static List<AnnotationValue> list(AnnotationMirror mirror, String key) {
    List<AnnotationValue> values = new ArrayList<>();
    mirror
        .getElementValues()
        .forEach(
            (method, value) -> {
              if (method.getSimpleName().contentEquals(key)
                  && value.getValue() instanceof List<?> all) {
                all.forEach(v -> values.add((AnnotationValue) v));
              }
            });
    return values;
  }
}
