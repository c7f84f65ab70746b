package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class TokenGeneratorTest {
  private static final JavaFileObject LOOP =
      Build.source(
          "app.EventLoop",
          "@ContextToken public sealed interface EventLoop permits EventLoopToken {}");

  @Test
  void writesWhatTheGoldenFileSays() throws IOException {
    String first = Build.generated(Build.of(LOOP), "EventLoopToken");
    assertThat(first).isEqualTo(Build.golden("EventLoopToken", first));
    assertThat(Build.generated(Build.of(LOOP), "EventLoopToken")).isEqualTo(first);
  }

  private static Object run(String body) {
    return Build.run(
        Build.of(
            LOOP,
            Build.source(
                "app.Main",
                """
                import java.util.*;
                import lockproof.context.ContextException;
                public final class Main {
                  static final Object LOOP = new Object();
                  static boolean is(Object loop) { return loop == LOOP; }
                  static boolean fails(Runnable r) {
                    try { r.run(); return false; } catch (ContextException e) { return true; }
                  }
                  public static Object run() throws Exception {
                """
                    + body
                    + "}}")));
  }

  @Test
  void requiresTheInstanceThatWasEntered() {
    assertThat(
            run(
                """
                List<Object> seen = new ArrayList<>();
                seen.add(fails(() -> EventLoopToken.require()));
                try (EventLoopToken outer = EventLoopToken.enter(LOOP)) {
                  seen.add(EventLoopToken.isLive(outer));
                  try (EventLoopToken inner = EventLoopToken.enter("other")) {
                    seen.add(inner.contextIdentity());
                    EventLoop found = EventLoopToken.require(LOOP);
                    seen.add(((EventLoopToken) found).contextIdentity() == LOOP);
                  }
                  seen.add(fails(() -> EventLoopToken.require("other")));
                }
                seen.add(fails(() -> EventLoopToken.require(LOOP)));
                return seen;
                """))
        .hasToString("[true, true, other, true, true, true]");
  }

  @Test
  void adaptsFamiliarAssertions() {
    assertThat(
            run(
                """
                List<Object> seen = new ArrayList<>();
                EventLoopToken.assertLive(EventLoopToken.require(LOOP, Main::is));
                seen.add(fails(() -> EventLoopToken.require("other", Main::is)));
                seen.add(fails(() -> EventLoopToken.requireThat(() -> false)));
                seen.add(fails(() -> EventLoopToken.requireHolding(LOOP)));
                synchronized (LOOP) {
                  seen.add(fails(() -> EventLoopToken.requireHolding(LOOP)));
                }
                try (EventLoopToken token = EventLoopToken.enter(LOOP, Main::is)) {
                  seen.add(token.toString().endsWith(", open]"));
                }
                seen.add(fails(() -> EventLoopToken.enter("other", Main::is).close()));
                return seen;
                """))
        .hasToString("[true, true, true, false, true, true]");
  }

  @Test
  void tokenBelongsToOneThread() {
    assertThat(
            run(
                """
                List<Object> seen = new ArrayList<>();
                EventLoopToken token = EventLoopToken.enter(LOOP);
                try {
                  Object[] there = new Object[3];
                  Thread other = new Thread() {
                    @Override public void run() {
                      there[0] = fails(() -> EventLoopToken.require(LOOP));
                    }
                  };
                  other.start();
                  other.join();
                  seen.add(there[0]);
                } finally {
                  token.close();
                }
                return seen;
                """))
        .hasToString("[true]");
  }

  @Test
  void handWrittenTokenIsLeftAlone() {
    Compilation compilation =
        Build.of(
            Build.source(
                "app.Turn", "@ContextToken public sealed interface Turn permits TurnToken {}"),
            Build.source("app.TurnToken", "final class TurnToken implements Turn {}"));
    assertThat(Build.messages(compilation)).isEmpty();
    assertThat(compilation.generatedSourceFiles()).isEmpty();
  }

  @Test
  void packagePrivateAndNestedContextsGetTheirToken() {
    Compilation compilation =
        Build.of(
            Build.source(
                "app.Outer",
                "class Outer { @ContextToken sealed interface Turn permits TurnToken {} }"));
    assertThat(Build.messages(compilation)).isEmpty();
    assertThat(Build.generated(compilation, "TurnToken"))
        .contains("\nfinal class TurnToken implements Outer.Turn,");
  }

  @Test
  void saysWhyThereIsNoToken() {
    assertThat(
            Build.messages(
                Build.of(
                    Build.source(
                        "app.Bad",
                        """
                        class Bad {
                          @ContextToken
                          private sealed interface Hidden permits HiddenToken {}
                          @ContextToken
                          sealed interface Many<
                              T> permits ManyToken {}
                          @ContextToken
                          sealed interface Busy permits BusyToken {
                            int id();
                          }
                        }
                        """))))
        .contains(
            "4: [lockproof:mark-invalid] @ContextToken: `Hidden` is private, so that its token"
                + " class could not name it",
            "8: [lockproof:mark-invalid] @ContextToken: a context with type parameters has no"
                + " single token class",
            "11: [lockproof:mark-invalid] @ContextToken: the generated token cannot implement"
                + " `id`");
  }
}
