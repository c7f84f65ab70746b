package lockproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockproof.rule.Severity;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private static final Place HERE = new Place("src/Bank.java", 31, 5, 31, 20);

  static Finding finding() {
    return new Finding(
        "lock-order",
        Severity.ERROR,
        HERE,
        "acquires `ledger` while `account` is held; declared order is `ledger` before `account`",
        List.of(
            new Finding.Fact("held", "account acquired", new Place("src/Bank.java", 28, 5, 28, 9)),
            new Finding.Fact("wanted", "ledger acquired", HERE),
            new Finding.Fact(
                "order", "ledger < account declared", new Place("src/Locks.java", 12, 1, 12, 9))),
        "acquire ledger first, or take both through a LockSet",
        "abc");
  }

  @Test
  void text() {
    assertThat(TextRenderer.render(finding()))
        .isEqualTo(
            """
            src/Bank.java:31: error: [lockproof:lock-order] acquires `ledger` while `account` is held; declared order is `ledger` before `account`
                held   : account acquired at Bank.java:28
                wanted : ledger acquired here
                order  : ledger < account declared at Locks.java:12
                fix    : acquire ledger first, or take both through a LockSet
                see    : docs/rules/lock-order.md""");
  }

  @Test
  void textHasAtMostSixLines() {
    Finding.Fact fact = new Finding.Fact("x", "y", null);
    Finding long1 =
        new Finding("r", Severity.WARNING, HERE, "m", List.of(fact, fact, fact, fact), "f", "abc");
    Finding long2 =
        new Finding("r", Severity.WARNING, HERE, "m", List.of(fact, fact, fact, fact), null, "a");
    assertThat(TextRenderer.render(long1).lines()).hasSize(6);
    assertThat(TextRenderer.render(long2).lines()).hasSize(6);
  }

  @Test
  void json() {
    Finding odd =
        new Finding(
            "r",
            Severity.WARNING,
            new Place("a\\B.java", 1, 2, 3, 4),
            "say \"no\"\n\u0001\ud800\t",
            List.of(),
            null,
            "f");
    assertThat(JsonRenderer.render(List.of(odd)))
        .isEqualTo(
            """
            [
              {
                "rule": "r",
                "severity": "warning",
                "file": "a/B.java",
                "line": 1,
                "column": 2,
                "endLine": 3,
                "endColumn": 4,
                "message": "say \\"no\\"\\n\\u0001\\ud800\\t",
                "details": [],
                "fingerprint": "f"
              }
            ]
            """);
    assertThat(JsonRenderer.render(List.of())).isEqualTo("[]\n");
  }

  @Test
  void nearest() {
    assertThat(Nearest.hint("lock-odrer", List.of("lock-order", "lock-cycle")))
        .isEqualTo("; did you mean `lock-order`?");
    assertThat(Nearest.hint("zzzzzzzzz", List.of("b", "a"))).isEqualTo("; known are a, b");
  }
}
