package lockproof.map;

import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import lockproof.contract.Mode;
import lockproof.engine.DeclaredLock;
import lockproof.engine.Event;
import lockproof.report.Place;
import lockproof.report.Places;

/** Draws the map from what the engine tells of one compilation. */
public final class Mapper implements Consumer<Event> {
  private static final String LEVEL = "lockproof.annotations.LockLevel";

  private final LockMap map;
  private final Places places;

  /** Adds to a map. */
  public Mapper(LockMap map, Places places) {
    this.map = map;
    this.places = places;
  }

  @Override
  public void accept(Event e) {
    if (e instanceof Event.Taken t) {
      taken(t);
    } else if (e instanceof Event.Declared d) {
      declared(d);
    } else if (e instanceof Event.Ordered o) {
      nesting(o.before(), o.after()).declared = true;
    } else if (e instanceof Event.Covered c) {
      String by = c.site().owner() == null ? "" : Names.of(c.site().owner());
      map.protect(Names.of(c.lock()), new LockMap.Protected(Names.of(c.field()), c.content(), by));
    }
  }

  private void taken(Event.Taken t) {
    String by = Names.of(t.site().owner());
    String in = t.in() == null ? by : Names.of(t.in());
    LockMap.Taking taking =
        new LockMap.Taking(
            by,
            in.equals(by) ? "" : in,
            t.runsAs() == null ? "" : t.runsAs().getSimpleName().toString(),
            t.mode() == Mode.ANY ? "exclusive" : t.mode().name().toLowerCase(Locale.ROOT),
            t.attempt(),
            String.join(", ", t.contexts()));
    var held = map.lock(Names.of(t.lock())).takings.computeIfAbsent(taking, x -> new TreeSet<>());
    for (DeclaredLock outer : t.held()) {
      held.add(Names.of(outer));
      LockMap.Nesting nesting = nesting(outer, t.lock());
      nesting.in.add(by);
      nesting.tries |= t.attempt();
      nesting.waits |= !t.attempt();
    }
  }

  private LockMap.Nesting nesting(DeclaredLock outer, DeclaredLock inner) {
    map.lock(Names.of(inner));
    return map.lock(Names.of(outer))
        .inner
        .computeIfAbsent(Names.of(inner), i -> new LockMap.Nesting());
  }

  private void declared(Event.Declared d) {
    String name = Names.of(d.element());
    Place place = places.of(d.site().unit(), d.site().tree());
    map.declare(
        name,
        new LockMap.Declaration(
            simple(d.element()), place.file().replace('\\', '/'), place.line(), rank(d.element())));
    if (d.lock() != null) {
      LockMap.Lock lock = map.lock(Names.of(d.lock()));
      if (!Names.of(d.lock()).equals(name)) {
        lock.otherNames.add(name);
      }
    }
    for (DeclaredLock guard : d.guards()) {
      map.protect(Names.of(guard), new LockMap.Protected(name, false, ""));
    }
  }

  private static String simple(Element e) {
    return e instanceof TypeElement ? "" : e.asType().toString().replaceAll("\\w+\\.|@\\S+ ", "");
  }

  /** The level of the member, or of a class around it. */
  private static LockMap.Rank rank(Element e) {
    for (Element at = e; at != null; at = at.getEnclosingElement()) {
      for (AnnotationMirror mark : at.getAnnotationMirrors()) {
        if (mark.getAnnotationType().toString().equals(LEVEL)) {
          return new LockMap.Rank(text(mark, "value"), text(mark, "because"));
        }
      }
    }
    return null;
  }

  private static String text(AnnotationMirror mark, String key) {
    for (var entry : mark.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(key)) {
        AnnotationValue value = entry.getValue();
        return value.getValue() instanceof Element constant
            ? constant.getSimpleName().toString()
            : String.valueOf(value.getValue());
      }
    }
    return "";
  }
}
