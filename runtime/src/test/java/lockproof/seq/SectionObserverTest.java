package lockproof.seq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionObserverTest {
  /** Found through the service entry in the test resources. */
  public static final class Recorder implements SectionObserver {
    private static final ThreadLocal<List<String>> LOG = new ThreadLocal<>();

    private static void add(String event) {
      List<String> log = LOG.get();
      if (log != null) {
        log.add(event);
      }
    }

    @Override
    public void readBegins(Object sequence) {
      add("read begins");
    }

    @Override
    public void readEnds(Object sequence, boolean valid) {
      add(valid ? "read is valid" : "read is stale");
    }

    @Override
    public void writeBegins(Object sequence) {
      add("write begins");
    }

    @Override
    public void writeEnds(Object sequence) {
      add("write ends");
    }
  }

  @Test
  void sectionsAreReportedInOrder() {
    SeqLock lock = new SeqLock();
    List<String> log = new ArrayList<>();
    Recorder.LOG.set(log);
    try {
      long stamp = lock.readBegin();
      lock.write(() -> log.add("writes"));
      lock.validate(stamp);
      lock.readAsLong(() -> 1);
      lock.readExclusive(() -> 1);
    } finally {
      Recorder.LOG.remove();
    }
    assertThat(log)
        .containsExactly(
            "read begins",
            "write begins",
            "writes",
            "write ends",
            "read is stale",
            "read begins",
            "read is valid");
  }
}
