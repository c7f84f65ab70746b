package lockproof.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Types that come from other processors, in later rounds. */
class RoundsTest {
  private static final JavaFileObject RECORD =
      Build.source("app.Route", "@SeqLocked record Route(java.util.List<Leg> legs, int cost) {}");

  /** Writes one source in each round, as the source of the round before asks for it. */
  private static final class Writes extends AbstractProcessor {
    private final List<JavaFileObject> sources;
    private int round;

    Writes(JavaFileObject... sources) {
      this.sources = List.of(sources);
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment env) {
      if (round < sources.size()) {
        JavaFileObject source = sources.get(round++);
        String name = source.getName().replace(".java", "").substring(1).replace('/', '.');
        try (Writer w = processingEnv.getFiler().createSourceFile(name).openWriter()) {
          w.write(source.getCharContent(false).toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void waitsForComponentsThatAreStillToBeGenerated() {
    Compilation compilation =
        Build.with(
            List.of(
                new Writes(
                    Build.source("app.Early", "interface Early {}"),
                    Build.source("app.Leg", "record Leg(int miles) {}"))),
            RECORD);
    assertThat(Build.messages(compilation)).isEmpty();
    assertThat(Build.generated(compilation, "RouteSeq")).contains("private List<Leg> legs;");
  }

  @Test
  void waitsForWhatIsDeepInTypes() {
    JavaFileObject record =
        Build.source(
            "app.Trip",
            "@SeqLocked record Trip<T extends Comparable<? super Leg>>("
                + "java.util.Map<String, ? extends Leg> legs, java.util.List<Leg[]> all, T by) {}");
    JavaFileObject leg = Build.source("app.Leg", "public interface Leg {}");
    Compilation compilation = Build.with(List.of(new Writes(leg)), record);
    assertThat(Build.messages(compilation)).isEmpty();
    assertThat(Build.generated(compilation, "TripSeq"))
        .contains("private Map<String, ? extends Leg> legs;");
  }

  @Test
  void waitsForSupertypesOfContexts() {
    JavaFileObject context =
        Build.source(
            "app.Turn", "@ContextToken sealed interface Turn extends Named permits TurnToken {}");
    JavaFileObject harmless =
        Build.source("app.Named", "interface Named { default String name() { return \"a\"; } }");
    JavaFileObject demanding = Build.source("app.Named", "interface Named { String name(); }");
    assertThat(Build.messages(Build.with(List.of(new Writes(harmless)), context))).isEmpty();
    Compilation bad = Build.with(List.of(new Writes(demanding)), context);
    assertThat(Build.messages(bad))
        .contains(
            "3: [lockproof:mark-invalid] @ContextToken: the generated token cannot implement"
                + " `name`");
    assertThat(Build.messages(Build.of(context)))
        .contains(
            "3: [lockproof:mark-invalid] @ContextToken: a supertype of `Turn` is not known, nothing"
                + " is generated");
  }

  @Test
  void marksInGeneratedSourcesAreFollowed() {
    Compilation compilation =
        Build.with(
            List.of(
                new Writes(
                    Build.source("app.Leg", "@SeqLocked record Leg(int miles) {}"),
                    Build.source(
                        "app.Turn", "@ContextToken sealed interface Turn permits TurnToken {}"))),
            RECORD);
    assertThat(Build.messages(compilation)).isEmpty();
    assertThat(Build.generated(compilation, "LegSeq")).contains("private int miles;");
    assertThat(Build.generated(compilation, "TurnToken")).contains("implements Turn,");
  }

  @Test
  void saysWhichComponentNeverCame() {
    Compilation compilation = Build.of(RECORD);
    assertThat(Build.messages(compilation))
        .containsExactly(
            "3: cannot find symbol",
            "3: [lockproof:mark-invalid] @SeqLocked: the type of `legs` is not known, nothing is"
                + " generated");
  }
}
