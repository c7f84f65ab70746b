package lockproof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is modelled as total throws for no argument at all, and what may throw, somewhere does. */
class PurityModelsTest {
  /** By type: receivers, and what to give as an argument beside null. */
  private static final Map<Class<?>, List<Object>> SAMPLES =
      Map.ofEntries(
          Map.entry(boolean.class, List.of(false, true)),
          Map.entry(byte.class, List.of((byte) 0, (byte) -1, Byte.MIN_VALUE, Byte.MAX_VALUE)),
          Map.entry(short.class, List.of((short) 0, (short) -1, Short.MIN_VALUE)),
          Map.entry(char.class, List.of('\0', 'a', '\ud800', '\udc00', '\uffff')),
          Map.entry(
              int.class,
              List.of(
                  0, 1, -1, 7, 100, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 1)),
          Map.entry(long.class, List.of(0L, 1L, -1L, 100L, Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry(float.class, List.of(0f, -0f, 1f, Float.NaN, Float.MAX_VALUE, Float.MIN_VALUE)),
          Map.entry(
              double.class,
              List.of(0d, -0d, -1.5, Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE)));

  private static final List<Object> OBJECTS =
      List.of(
          "",
          "torn",
          "  \ud800x\n\t1e",
          new StringBuilder("ab"),
          new StringBuffer("ab"),
          1,
          2L,
          3.5,
          4.5f,
          (byte) 5,
          (short) 6,
          'c',
          true,
          new Object(),
          String.class,
          int[].class,
          Thread.currentThread(),
          Runtime.getRuntime(),
          new IllegalStateException("x"),
          RoundingMode.UP,
          DayOfWeek.MONDAY,
          Month.MAY);

  private static final List<Object> VALUES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE.shiftLeft(300).negate(),
          BigDecimal.ZERO,
          new BigDecimal("-1.234e50"),
          Duration.ofSeconds(Long.MIN_VALUE),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Instant.MIN,
          Instant.MAX,
          LocalDate.MIN,
          LocalDate.MAX,
          LocalTime.MIN,
          LocalTime.MAX,
          LocalDateTime.MIN,
          LocalDateTime.MAX,
          OffsetDateTime.MIN,
          OffsetDateTime.MAX,
          Period.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1),
          Year.of(Year.MIN_VALUE),
          YearMonth.of(Year.MAX_VALUE, 12),
          ZoneOffset.MIN,
          ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.MIN),
          Locale.ROOT,
          Optional.empty(),
          Optional.of("x"),
          OptionalInt.empty(),
          OptionalInt.of(1),
          OptionalLong.of(1),
          OptionalDouble.of(Double.NaN),
          new UUID(-1, 1),
          UUID.randomUUID(),
          ThreadLocalRandom.current(),
          TimeUnit.DAYS,
          TimeUnit.NANOSECONDS,
          Pattern.compile("a*"),
          new AtomicInteger(),
          new AtomicLong(),
          new AtomicReference<>(),
          new LongAdder());

  private final Models models = Models.jdk();

  @TestFactory
  Stream<DynamicTest> totalOnesNeverThrow() {
    return models.names().stream()
        .filter(n -> n.matches("java\\.(lang|math|time|util)\\.\\w+(\\.\\w+)*"))
        .filter(n -> !n.startsWith("java.util.stream"))
        .map(Reflected::type)
        .filter(t -> t != null)
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .map(t -> DynamicTest.dynamicTest(t.getCanonicalName(), () -> fuzz(t)));
  }

  private void fuzz(Class<?> type) {
    List<Executable> total =
        Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getConstructors()))
            .filter(e -> Modifier.isPublic(type.getModifiers()) && total(type, e))
            .toList();
    for (Executable member : total) {
      Random random = new Random(member.toString().hashCode());
      for (int i = 0; i < 200; i++) {
        call(type, member, random);
      }
    }
  }

  private boolean total(Class<?> type, Executable member) {
    boolean constructor = member instanceof Constructor;
    ModelType model = models.type(type.getCanonicalName());
    Contract entry =
        models.member(model, constructor ? "new" : member.getName(), Reflected.parameters(member));
    boolean own = member.getDeclaringClass() == type || !entry.marks().isEmpty();
    Stream<Mark> marks =
        entry.has("Pure") || constructor ? entry.marks().stream() : model.marks().stream();
    return own && marks.anyMatch(m -> m.name().equals("Pure") && !m.flag("mayThrow", false));
  }

  private void call(Class<?> type, Executable member, Random random) {
    Object[] arguments =
        Arrays.stream(member.getParameterTypes()).map(p -> argument(p, random)).toArray();
    try {
      if (member instanceof Constructor<?> constructor) {
        if (!Modifier.isAbstract(type.getModifiers())) {
          constructor.newInstance(arguments);
        }
      } else if (member instanceof Method method) {
        boolean needed = !Modifier.isStatic(method.getModifiers());
        Object receiver = needed ? receiver(type, random) : null;
        if (!needed || receiver != null) {
          method.invoke(receiver, arguments);
        }
      }
    } catch (InvocationTargetException e) {
      throw new AssertionError(
          member + " threw on " + Arrays.deepToString(arguments), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(member.toString(), e);
    }
  }

  private static Object receiver(Class<?> type, Random random) {
    List<Object> fitting =
        Stream.concat(OBJECTS.stream(), VALUES.stream()).filter(type::isInstance).toList();
    if (!fitting.isEmpty()) {
      return fitting.get(random.nextInt(fitting.size()));
    }
    return Arrays.stream(type.getConstructors())
        .filter(c -> c.getParameterCount() == 0 && !Modifier.isAbstract(type.getModifiers()))
        .findFirst()
        .map(PurityModelsTest::fresh)
        .orElse(null);
  }

  private static Object fresh(Constructor<?> constructor) {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Object argument(Class<?> type, Random random) {
    List<Object> from = SAMPLES.get(type);
    if (from == null) {
      if (random.nextInt(3) == 0) {
        return null;
      }
      if (type.isArray()) {
        Object array = Array.newInstance(type.getComponentType(), random.nextInt(3));
        for (int i = 0; i < Array.getLength(array); i++) {
          Array.set(array, i, argument(type.getComponentType(), random));
        }
        return array;
      }
      from = new ArrayList<>();
      for (Object o : random.nextBoolean() ? OBJECTS : VALUES) {
        if (type.isInstance(o)) {
          from.add(o);
        }
      }
    }
    return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
  }

  /** The test above would notice: each of these is modelled as one that may throw, and does. */
  @Test
  void theArgumentsAreBadEnough() throws Exception {
    List<Method> partial =
        List.of(
            Math.class.getMethod("addExact", int.class, int.class),
            Math.class.getMethod("floorMod", int.class, int.class),
            String.class.getMethod("charAt", int.class),
            String.class.getMethod("concat", String.class),
            Integer.class.getMethod("parseInt", String.class),
            Character.class.getMethod("toString", int.class),
            Optional.class.getMethod("get"),
            LocalDate.class.getMethod("plusDays", long.class),
            BigInteger.class.getMethod("divide", BigInteger.class),
            Duration.class.getMethod("toNanos"));
    for (Method method : partial) {
      assertThat(total(method.getDeclaringClass(), method)).as("%s", method).isFalse();
      Random random = new Random(1);
      boolean thrown = false;
      for (int i = 0; i < 200 && !thrown; i++) {
        try {
          call(method.getDeclaringClass(), method, random);
        } catch (AssertionError e) {
          thrown = true;
        }
      }
      assertThat(thrown).as("%s throws", method).isTrue();
    }
  }
}
