package lockproof.declaration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import lockproof.rule.Severity;

/** An order of acquisition that is declared in a circle can be kept by nobody. */
final class LockOrder implements DeclarationRule {
  private final LockNames names;
  private final Map<TypeElement, List<Edge>> edges = new HashMap<>();
  private final Set<Set<Element>> known = new HashSet<>();

  LockOrder(LockNames names) {
    this.names = names;
  }

  /** One mark says that a lock comes before another. */
  private record Edge(Element before, Element after, Element at, AnnotationMirror mark) {}

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e instanceof TypeElement type && e.getEnclosingElement() instanceof PackageElement) {
      List<Edge> own = edges.computeIfAbsent(type, this::read);
      if (!own.isEmpty()) {
        Map<Element, List<Edge>> graph = reachable(own);
        own.forEach(edge -> judge(edge, graph, faults));
      }
    }
  }

  /** The order as declared here, and by whatever else it leads to, compiled now or before. */
  private Map<Element, List<Edge>> reachable(List<Edge> own) {
    Map<Element, List<Edge>> graph = new LinkedHashMap<>();
    Set<TypeElement> seen = new HashSet<>();
    ArrayDeque<Edge> left = new ArrayDeque<>(own);
    while (!left.isEmpty()) {
      Edge edge = left.poll();
      graph.computeIfAbsent(edge.before(), x -> new ArrayList<>()).add(edge);
      for (Element end : List.of(edge.before(), edge.after())) {
        TypeElement top = top(end);
        List<Edge> there = edges.computeIfAbsent(top, this::read);
        if (seen.add(top) && there != own) {
          left.addAll(there);
        }
      }
    }
    return graph;
  }

  private void judge(Edge edge, Map<Element, List<Edge>> graph, Consumer<Fault> faults) {
    List<Element> circle = path(edge.after(), edge.before(), graph);
    if (circle == null || !known.add(new HashSet<>(circle))) {
      return;
    }
    circle.add(0, edge.before());
    String shown =
        circle.stream()
            .map(e -> "`" + shown(e, edge.at()) + "`")
            .collect(Collectors.joining(" < "));
    faults.accept(
        new Fault(
            "lock-order",
            Severity.ERROR,
            edge.at(),
            edge.mark(),
            "the declared order is a circle: " + shown,
            "remove one of these declarations: no thread can keep to all of them"));
  }

  /** The shortest way along the order, both ends included, or null. */
  private static List<Element> path(Element from, Element to, Map<Element, List<Edge>> graph) {
    Map<Element, Element> back = new HashMap<>();
    ArrayDeque<Element> left = new ArrayDeque<>(List.of(from));
    back.put(from, from);
    while (!left.isEmpty()) {
      Element at = left.poll();
      if (at.equals(to)) {
        List<Element> path = new ArrayList<>();
        for (Element e = at; !e.equals(from); e = back.get(e)) {
          path.add(e);
        }
        path.add(from);
        Collections.reverse(path);
        return path;
      }
      for (Edge edge : graph.getOrDefault(at, List.of())) {
        if (back.putIfAbsent(edge.after(), at) == null) {
          left.add(edge.after());
        }
      }
    }
    return null;
  }

  private static String shown(Element e, Element at) {
    Element owner = e.getEnclosingElement();
    return e instanceof TypeElement || owner.equals(at.getEnclosingElement())
        ? e.getSimpleName().toString()
        : owner.getSimpleName() + "." + e.getSimpleName();
  }

  private static TypeElement top(Element e) {
    Element at = e;
    while (!(at.getEnclosingElement() instanceof PackageElement)) {
      at = at.getEnclosingElement();
    }
    return (TypeElement) at;
  }

  private List<Edge> read(TypeElement top) {
    List<Edge> found = new ArrayList<>();
    read(top, found);
    return found;
  }

  private void read(Element e, List<Edge> into) {
    for (AnnotationMirror mark : e.getAnnotationMirrors()) {
      String name = OwnMarks.name(mark);
      if (name.equals("AcquiredBefore") || name.equals("AcquiredAfter")) {
        for (Object text : OwnMarks.values(mark, "value")) {
          Element other = names.ordered(text.toString(), e);
          if (other != null) {
            into.add(
                name.equals("AcquiredBefore")
                    ? new Edge(e, other, e, mark)
                    : new Edge(other, e, e, mark));
          }
        }
      }
    }
    if (e instanceof TypeElement type) {
      type.getEnclosedElements().forEach(inner -> read(inner, into));
    }
  }
}
