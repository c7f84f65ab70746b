package lockproof.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TortureTest {
  static Stream<Options> sound() {
    List<Options> runs = new ArrayList<>();
    for (Type type : Type.values()) {
      if (!type.isBusted()) {
        Options options = Options.of(type);
        runs.add(options);
        runs.add(options.with("storm", "true").with("nested", "2").with("stutter", "20"));
        if (VirtualThreads.available()) {
          runs.add(options.with("virtual", "true").with("long-hold", "20").with("writers", "8"));
        }
      }
    }
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource
  void sound(Options options) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    Verdict verdict = new Run(options).run(lines::add);
    assertThat(verdict.success()).as("%s %s", verdict.line(), lines).isTrue();
    assertThat(verdict.line())
        .contains("-torture:--- End of test: SUCCESS: ")
        .contains("writers=" + options.writers());
    assertThat(lines.get(0)).contains("-torture:--- Start of test: writers=");
    assertThat(lines.get(lines.size() - 1)).endsWith("Fail: 0");
  }

  @Test
  void everyBustedTypeIsAmongThoseThatMustFail() {
    Set<Type> tried = EnumSet.noneOf(Type.class);
    busted().forEach(options -> tried.add(options.type()));
    Set<Type> wanted = EnumSet.noneOf(Type.class);
    for (Type type : Type.values()) {
      if (type.isBusted() && (VirtualThreads.available() || !type.needsVirtualThreads())) {
        wanted.add(type);
      }
    }
    assertThat(tried).isEqualTo(wanted);
  }

  static Stream<Options> busted() {
    List<Options> runs = new ArrayList<>();
    runs.add(Options.of(Type.BUSTED_NO_EXCHANGE).with("long-hold", "20"));
    runs.add(Options.of(Type.BUSTED_EARLY_ENABLE).with("storm", "true"));
    runs.add(Options.of(Type.BUSTED_UNVALIDATED));
    runs.add(
        Options.of(Type.BUSTED_DELIVER_UNDER_MONITOR).with("storm", "true").with("stall", "500"));
    if (VirtualThreads.available()) {
      runs.add(
          Options.of(Type.BUSTED_SPIN_ONLY)
              .with("virtual", "true")
              .with("writers", "8")
              .with("long-hold", "2")
              .with("stall", "500")
              .with("millis", "3000"));
      runs.add(
          Options.of(Type.BUSTED_SPIN_ONLY_READER)
              .with("virtual", "true")
              .with("readers", "8")
              .with("long-hold", "2")
              .with("stall", "500")
              .with("millis", "3000"));
    }
    return runs.stream();
  }

  /** In a process of its own: what hangs there would stay in the way here. */
  @ParameterizedTest
  @MethodSource
  void busted(Options options) throws Exception {
    Processes.Result result =
        Processes.java(
            List.of("-Djdk.virtualThreadScheduler.parallelism=2"),
            Torture.class,
            "--type",
            options.type().name(),
            "--writers",
            "" + options.writers(),
            "--readers",
            "" + options.readers(),
            "--millis",
            "" + Math.max(1_000, options.millis()),
            "--long-hold",
            "" + options.longHold(),
            "--storm",
            "" + options.storm(),
            "--virtual",
            "" + options.virtual(),
            "--stall",
            "" + options.stallMillis(),
            "--stat-interval",
            "0");
    assertThat(result.output()).contains("-torture:--- End of test: FAILURE (");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void optionsAreReadAndWrongOnesRefused() {
    Options options =
        Options.parse(
            new String[] {
              "--type", "spin-irq", "--seconds", "3", "--stat-interval", "1", "--nested", "2"
            });
    assertThat(options.type()).isEqualTo(Type.SPIN_IRQ);
    assertThat(options.millis()).isEqualTo(3_000);
    assertThat(options.statMillis()).isEqualTo(1_000);
    assertThat(options.nested()).isEqualTo(2);
    assertThatThrownBy(() -> Options.parse(new String[] {"--typo", "spin"}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(new String[] {"--type"}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(new String[] {"--type", "no such"}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFlagForUnfairnessComesFromTheExtremes() {
    Statistics even = new Statistics(2, 0);
    Statistics uneven = new Statistics(2, 1);
    for (int i = 0; i < 1_000; i++) {
      even.wrote(i % 2);
      uneven.wrote(0);
    }
    assertThat(even.lines()).contains("Total: 1000  Max/Min: 500/500  ").doesNotContain("?");
    assertThat(uneven.lines()).contains("Max/Min: 1000/0 ???  ").contains("Reads:  Total: 0");
  }
}
