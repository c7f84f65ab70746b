package lockproof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each entry of the JDK's models speaks of something that is there, in words that exist. */
class ModelEntriesTest {
  private static final int RELEASE = Runtime.version().feature();

  /** Types that only newer JDKs have; all their entries say so. */
  private static final Set<String> NEW_TYPES =
      RELEASE >= 25
          ? Set.of()
          : new TreeSet<>(
              List.of(
                  "java.lang.ScopedValue",
                  "java.lang.ScopedValue.Carrier",
                  "java.util.SequencedCollection",
                  "java.util.SequencedMap",
                  "java.util.SequencedSet"));

  /** Of these there is no copy here to compare with; their marks must make sense all the same. */
  private static final String OTHER_LIBRARIES = "(android|com\\.intellij|io\\.netty)\\..*";

  private final Models models = Models.jdk();

  @Test
  void bundled() {
    assertThat(models.names()).contains("java.util.concurrent.locks.StampedLock", "java.util.Map");
    assertThat(models.names().size()).isGreaterThan(200);
  }

  @TestFactory
  Stream<DynamicTest> resolves() {
    return models.names().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(models.type(name))));
  }

  private void check(ModelType model) {
    Class<?> type = Reflected.type(model.name());
    if (model.name().matches(OTHER_LIBRARIES)) {
      model.members().forEach(member -> assertMarks(member, model.name() + "." + member.name()));
      return;
    }
    if (type == null) {
      assertThat(NEW_TYPES).contains(model.name());
      return;
    }
    model.marks().forEach(m -> assertMark(m, ElementType.TYPE, ElementType.METHOD));
    Set<String> seen = new HashSet<>();
    List<ModelType.Member> before = new ArrayList<>();
    for (ModelType.Member member : model.members()) {
      String entry = model.name() + "." + member.name() + member.parameters();
      assertThat(seen.add(entry)).as("%s is described once", entry).isTrue();
      assertMarks(member, entry);
      List<? extends Executable> found = found(type, member);
      if (member.since() > RELEASE) {
        assertThat(found).as("%s before %d", entry, member.since()).isEmpty();
      } else {
        assertThat(found).as(entry).isNotEmpty();
      }
      for (ModelType.Member other : before) {
        assertThat(hides(type, member, other)).as("%s comes after %s", entry, other).isFalse();
      }
      before.add(member);
    }
  }

  private static List<? extends Executable> found(Class<?> type, ModelType.Member member) {
    return Reflected.members(type, member.name()).stream()
        .filter(e -> member.fits(member.name(), Reflected.parameters(e)))
        .toList();
  }

  /** Whether all that the earlier entry speaks of is spoken of again by the later one. */
  private static boolean hides(Class<?> type, ModelType.Member later, ModelType.Member earlier) {
    List<? extends Executable> of = found(type, earlier);
    return !of.isEmpty()
        && of.stream().allMatch(e -> later.fits(e.getName(), Reflected.parameters(e)))
        && !later.contract().equals(earlier.contract());
  }

  private static void assertMarks(ModelType.Member member, String entry) {
    ElementType target = member.name().equals("new") ? ElementType.CONSTRUCTOR : ElementType.METHOD;
    member.contract().marks().forEach(m -> assertMark(m, target));
    for (List<Mark> marks : member.contract().parameters()) {
      marks.forEach(m -> assertMark(m, ElementType.PARAMETER));
    }
    assertThat(member.contract().marks().stream().map(Mark::name))
        .as("marks of %s", entry)
        .doesNotHaveDuplicates();
    assertThat(member.contract().has("Pure") && member.contract().has("Mutates"))
        .as("%s changes something or does not", entry)
        .isFalse();
  }

  /** A mark is an annotation that may stand there, its attributes are those of the annotation. */
  private static void assertMark(Mark mark, ElementType... anyOf) {
    Class<?> annotation = Reflected.type("lockproof.annotations." + mark.name());
    assertThat(annotation).as("mark %s", mark).isNotNull();
    assertThat(annotation.getAnnotation(Target.class).value())
        .as("places of %s", mark)
        .containsAnyOf(anyOf);
    mark.attributes()
        .forEach(
            (key, value) -> {
              Method attribute = attribute(annotation.asSubclass(Annotation.class), key);
              Object[] constants = attribute.getReturnType().getEnumConstants();
              if (constants != null) {
                assertThat(Stream.of(constants).map(Object::toString)).contains(value.toString());
              } else if (attribute.getReturnType() == boolean.class) {
                assertThat(value).isIn("true", "false");
              }
            });
  }

  private static Method attribute(Class<? extends Annotation> annotation, String key) {
    try {
      return annotation.getMethod(key);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(annotation.getSimpleName() + " has no " + key, e);
    }
  }

  @Test
  void runsInPlaceOnlyWhatIsFunctional() {
    forEachMember(
        (type, member) -> {
          for (Executable e : found(type, member)) {
            for (int i = 0; i < e.getParameterCount(); i++) {
              if (member.contract().parameterHas(i, "RunsInPlace")) {
                assertThat(functional(e.getParameterTypes()[i])).as("%d of %s", i, e).isTrue();
              }
            }
          }
        });
  }

  /** Whether there is one method to run, or, of a collector, a function for each step. */
  private static boolean functional(Class<?> type) {
    return type == Collector.class
        || type.isInterface()
            && Stream.of(type.getMethods())
                    .filter(m -> Modifier.isAbstract(m.getModifiers()) && !ofObject(m))
                    .count()
                == 1;
  }

  private static boolean ofObject(Method method) {
    return Stream.of(Object.class.getMethods())
        .anyMatch(
            m ->
                m.getName().equals(method.getName())
                    && List.of(m.getParameterTypes()).equals(List.of(method.getParameterTypes())));
  }

  /**
   * Where a subtype's entry means to take back what a supertype's says: buffers in memory and
   * queues without bound never wait, reading a weak map changes it, and so on.
   */
  private static final String TAKEN_BACK =
      "(ByteArray|CharArray|String)(In|Out|Reader|Writer)\\w*\\.\\w+ Blocking"
          + "|(PriorityBlocking|Delay|LinkedTransfer)Queue\\.(offer|put) Blocking"
          + "|WeakHashMap\\.\\w+ Pure"
          + "|ThreadLocalRandom\\.next\\w+ Mutates"
          + "|String\\.(chars|codePoints) Borrows";

  /** What holds of a supertype's member is said again where a subtype speaks of it. */
  @Test
  void overridesSayAllAgain() {
    Set<String> lost = new TreeSet<>();
    forEachMember(
        (type, member) -> {
          if (!member.name().equals("new")) {
            found(type, member).forEach(e -> lost(type, e, lost));
          }
        });
    lost.removeIf(l -> l.matches(TAKEN_BACK));
    assertThat(lost).isEmpty();
  }

  private void lost(Class<?> type, Executable e, Set<String> lost) {
    Contract here = entry(type, e);
    for (Class<?> above : Reflected.linear(type)) {
      if (above != type && models.type(above.getCanonicalName()) != null) {
        Contract there = entry(above, e);
        String member = type.getSimpleName() + "." + e.getName() + " ";
        there.marks().stream()
            .filter(m -> !here.has(m.name()))
            .forEach(m -> lost.add(member + m.name()));
        for (int i = 0; i < e.getParameterCount(); i++) {
          if (there.parameterHas(i, "RunsInPlace") && !here.parameterHas(i, "RunsInPlace")) {
            lost.add(member + "RunsInPlace");
          }
        }
      }
    }
  }

  private Contract entry(Class<?> type, Executable e) {
    ModelType model = models.type(type.getCanonicalName());
    return models.member(model, e.getName(), Reflected.parameters(e));
  }

  private interface Judge {
    void judge(Class<?> type, ModelType.Member member);
  }

  private void forEachMember(Judge judge) {
    for (String name : models.names()) {
      Class<?> type = Reflected.type(name);
      if (type != null) {
        models.type(name).members().stream()
            .filter(m -> m.since() <= RELEASE)
            .forEach(m -> judge.judge(type, m));
      }
    }
  }
}
