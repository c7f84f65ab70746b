package lockproof.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import lockproof.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentionEventTest {
  @Test
  void waitingForALockIsRecorded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("contention.jfr");
    Mutex<Object> mutex = new Mutex<>("data", "the contended one");
    try (Recording recording = new Recording()) {
      recording.enable("lockproof.Contention").withoutThreshold();
      recording.start();
      Thread waiter;
      try (MutexGuard<Object> guard = mutex.lock()) {
        waiter = Threads.PLATFORM.start(() -> mutex.run(data -> {}));
        Threads.awaitParked(waiter);
        assertThat(guard.isLive()).isTrue();
      }
      Threads.join(waiter, 10);
      recording.stop();
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("lockproof.Contention"))
        .anySatisfy(ContentionEventTest::describesTheLock);
  }

  private static void describesTheLock(RecordedEvent event) {
    assertThat(event.getString("lock")).startsWith("the contended one");
    assertThat(event.getString("kind")).isEqualTo("Mutex");
    assertThat(event.getBoolean("acquired")).isTrue();
  }
}
