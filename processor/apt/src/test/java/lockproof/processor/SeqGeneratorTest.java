package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class SeqGeneratorTest {
  private static final JavaFileObject POSITION =
      Build.source(
          "app.Position", "@SeqLocked public record Position(double x, double y, String label) {}");

  private static Object run(JavaFileObject record, String body) {
    return Build.run(Build.of(record, main(body)));
  }

  private static JavaFileObject main(String body) {
    return Build.source(
        "app.Main",
        "import java.util.*; public final class Main { public static Object run() throws Exception"
            + " {"
            + body
            + "}}");
  }

  @Test
  void writesWhatTheGoldenFileSays() throws IOException {
    String first = Build.generated(Build.of(POSITION), "PositionSeq");
    assertThat(first).isEqualTo(Build.golden("PositionSeq", first));
    assertThat(Build.generated(Build.of(POSITION), "PositionSeq")).isEqualTo(first);
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(
            run(
                POSITION,
                """
                List<Object> seen = new ArrayList<>();
                PositionSeq p = new PositionSeq(new Position(1, 2, "a"), "here");
                seen.add(p.read());
                p.write(3, 4, "b");
                seen.add(p.tryRead());
                seen.add(p.readAsDouble((x, y, label) -> Math.hypot(x, y)));
                seen.add(p.readAsInt((x, y, label) -> label.length()));
                seen.add(p.readAsLong((x, y, label) -> (long) (x + y)));
                seen.add(p.update(old -> new Position(old.x() + 1, old.y(), null)));
                p.write(p.readOrLock());
                seen.add(p.read());
                seen.add(p);
                return seen;
                """))
        .asString()
        .startsWith(
            "[Position[x=1.0, y=2.0, label=a], Position[x=3.0, y=4.0, label=b], 5.0, 1, 7, "
                + "Position[x=4.0, y=4.0, label=null], Position[x=4.0, y=4.0, label=null], "
                + "PositionSeq[here[unlocked, sequence ");
  }

  @Test
  void throwingLeavesEverythingAsItWas() {
    JavaFileObject range =
        Build.source(
            "app.Range",
            """
            @SeqLocked record Range(int low, int high) {
              Range { if (low > high) throw new IllegalArgumentException(low + ">" + high); }
            }
            """);
    assertThat(
            run(
                range,
                """
                List<Object> seen = new ArrayList<>();
                RangeSeq r = new RangeSeq(new Range(1, 2));
                try { r.write(5, 3); } catch (IllegalArgumentException e) { seen.add(e.getMessage()); }
                try { r.update(x -> new Range(9, 8)); }
                catch (IllegalArgumentException e) { seen.add(e.getMessage()); }
                try { r.write(null); } catch (NullPointerException e) { seen.add("null"); }
                seen.add(r.read());
                return seen;
                """))
        .hasToString("[5>3, 9>8, null, Range[low=1, high=2]]");
  }

  @Test
  void neverConstructsFromTornComponents() {
    JavaFileObject twins =
        Build.source(
            "app.Twins",
            """
            @SeqLocked record Twins(long a, long b, Long c) {
              Twins { if (a != b || c != a) throw new IllegalStateException(a + " " + b); }
            }
            """);
    assertThat(
            run(
                twins,
                """
                TwinsSeq t = new TwinsSeq(new Twins(0, 0, 0L));
                Thread writer = new Thread() {
                  @Override public void run() {
                    for (long i = 1; i <= 100_000; i++) t.write(i, i, i);
                  }
                };
                writer.start();
                long reads = 0;
                long last = 0;
                while (last < 100_000) {
                  last = switch ((int) (reads++ % 4)) {
                    case 0 -> t.read().a();
                    case 1 -> t.readAsLong((a, b, c) -> a == b && b == c ? a : Long.MAX_VALUE);
                    case 2 -> t.readOrLock().c();
                    default -> { Twins seen = t.tryRead(); yield seen == null ? last : seen.b(); }
                  };
                }
                writer.join();
                return last;
                """))
        .isEqualTo(100_000L);
  }

  @Test
  void takesTypeParametersWildcardsAndAwkwardNames() {
    JavaFileObject pair =
        Build.source(
            "app.Outer",
            """
            import java.util.List;
            final class Outer {
              @SeqLocked
              record Pair<A extends Comparable<? super A>, E>(
                  A first, List<? extends E> lock, long stamp, int X, int x, Class<?> value) {}
            }
            """);
    assertThat(
            run(
                pair,
                """
                var p = new PairSeq<>(
                    new Outer.Pair<>("a", List.of(1), 2L, 3, 4, String.class));
                int sum = p.readAsInt((first, lock, stamp, big, small, value) ->
                    first.length() + lock.get(0) + (int) stamp + big * small);
                return sum + p.read().first();
                """))
        .isEqualTo("16a");
  }

  @Test
  void holdsUpToThirtyTwoComponentsOfEveryKind() {
    String kinds =
        IntStream.range(0, 32)
            .mapToObj(
                i ->
                    new String[] {
                              "boolean", "byte", "short", "char", "int", "long", "float", "double"
                            }
                            [i % 8]
                        + " c"
                        + i)
            .collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, 32)
            .mapToObj(
                i ->
                    switch (i % 8) {
                      case 0 -> "true";
                      case 1 -> "(byte) " + i;
                      case 2 -> "(short) " + i;
                      case 3 -> "'" + (char) ('a' + i / 8) + "'";
                      default -> "" + i;
                    })
            .collect(Collectors.joining(", "));
    assertThat(
            run(
                Build.source("app.Many", "@SeqLocked record Many(" + kinds + ") {}"),
                "Many m = new Many("
                    + values
                    + "); ManySeq s = new ManySeq(m);"
                    + "s.write("
                    + values
                    + "); return s.read().equals(m);"))
        .isEqualTo(true);
    assertThat(
            Build.messages(
                Build.of(
                    Build.source(
                        "app.Many", "@SeqLocked record Many(" + kinds + ",\n int more) {}"))))
        .containsExactly(
            "4: [lockproof:mark-invalid] @SeqLocked: `Many` has 33 components, 32 are the most");
  }

  private static final JavaFileObject LINE =
      Build.source(
          "app.Line",
          """
          import org.jspecify.annotations.Nullable;
          @SeqLocked public record Line(Point from, Pair<String> names, Point to) {
            public record Point(int x, int y) {
              public Point { if (x > y) throw new IllegalArgumentException(x + ">" + y); }
            }
            public record Pair<T>(T first, Tail<T> rest) {}
            public record Tail<T>(T second, @Nullable Point hint) {}
          }
          """);

  @Test
  void takesNestedRecordsApart() throws IOException {
    String code = Build.generated(Build.of(LINE), "LineSeq");
    assertThat(code).isEqualTo(Build.golden("LineSeq", code));
    assertThat(
            run(
                LINE,
                """
                List<Object> seen = new ArrayList<>();
                Line.Point p = new Line.Point(1, 2);
                var names = new Line.Pair<>("a", new Line.Tail<>("b", (Line.Point) null));
                LineSeq l = new LineSeq(new Line(p, names, p));
                seen.add(l.read().equals(new Line(p, names, p)));
                l.write(new Line.Point(3, 4), names, p);
                seen.add(l.readAsInt((fx, fy, a, b, hint, tx, ty) -> fx * 1000 + fy * 100 + tx));
                l.write(5, 6, "c", "d", p, 7, 8);
                seen.add(l.tryRead().names().rest());
                try { l.write(6, 5, "c", "d", p, 7, 8); }
                catch (IllegalArgumentException e) { seen.add(e.getMessage()); }
                try { l.write(p, names, null); }
                catch (NullPointerException e) { seen.add(e.getMessage()); }
                seen.add(l.update(old -> new Line(old.to(), names, old.from())).from());
                return seen;
                """))
        .hasToString(
            "[true, 3401, Tail[second=d, hint=Point[x=1, y=2]], 6>5, to is held by its components;"
                + " mark it @Nullable to hold it as it is, Point[x=7, y=8]]");
  }

  @Test
  void holdsRecordsAsTheyAreWhereTheyCannotBeTakenApart() {
    JavaFileObject tree =
        Build.source(
            "app.Tree",
            """
            @SeqLocked record Tree(int value, Tree left, Wrapper wrapper, Any<?> any, Raw raw) {
              record Wrapper(Wrapper inner, Tree tree) {}
              record Any<T>(T it) {}
              record Raw() {}
            }
            """);
    assertThat(
            run(
                tree,
                """
                Tree.Wrapper w = new Tree.Wrapper(null, null);
                TreeSeq t = new TreeSeq(
                    new Tree(1, null, w, new Tree.Any<>(2), new Tree.Raw()));
                t.write(3, t.read(), w, t.read().any(), null);
                return t.read().left().value() + "" + t.read().any().it();
                """))
        .isEqualTo("12");
  }

  @Test
  void saysWhyThereIsNoHolder() {
    Compilation compilation =
        Build.of(
            Build.source("app.TakenSeq", "interface TakenSeq {}"),
            Build.source(
                "app.Bad",
                """
                class Bad {
                  @SeqLocked
                  private record Hidden(int x) {}
                  @SeqLocked
                  static class Plain {}
                  @SeqLocked
                  record Empty() {}
                  @SeqLocked
                  record Taken(int x) {}
                  private enum Secret {}
                  @SeqLocked
                  record Unfit(
                      int[] array,
                      java.util.List<Secret> secret,
                      lockproof.context.LocalInterruptDisabled irq) {}
                }
                """));
    assertThat(Build.messages(compilation))
        .containsExactlyInAnyOrder(
            "4: [lockproof:mark-invalid] @SeqLocked: `Hidden` is private, so that its holder could"
                + " not name it",
            "6: [lockproof:mark-invalid] @SeqLocked: `Plain` is not a record",
            "8: [lockproof:mark-invalid] @SeqLocked: `Empty` has no components to hold",
            "10: [lockproof:mark-invalid] @SeqLocked: the generated class would be called"
                + " `TakenSeq`, and there is such a class already",
            "15: [lockproof:mark-invalid] @SeqLocked: the array `array` would be shared, what it"
                + " contains is not held",
            "16: [lockproof:mark-invalid] @SeqLocked: `Secret` is private, so that the holder could"
                + " not name it",
            "17: [lockproof:region-escape] @SeqLocked: `irq` would leave its region, held where any"
                + " thread reads it");
  }
}
