package lockproof.checkerframework;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Two analyses that check each other share contracts, and nothing else. */
class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lockproof");

  private static ArchRule never(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to);
  }

  @Test
  void checkersKnowNothingOfTheEngine() {
    never(
            "lockproof.checkerframework..",
            "lockproof.engine",
            "lockproof.rule..",
            "lockproof.report",
            "lockproof.declaration",
            "lockproof.javac")
        .check(CLASSES);
  }

  @Test
  void nobodyElseKnowsTheFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lockproof.checkerframework..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.checkerframework..")
        .check(CLASSES);
  }

  @Test
  void theCheckersDoNotKnowEachOther() {
    never("lockproof.checkerframework.tentative", "lockproof.checkerframework.context")
        .check(CLASSES);
    never("lockproof.checkerframework.context", "lockproof.checkerframework.tentative")
        .check(CLASSES);
  }

  @Test
  void theCheckCanFail() {
    assertThatThrownBy(
            () -> never("lockproof.checkerframework..", "lockproof.contract").check(CLASSES))
        .isInstanceOf(AssertionError.class);
  }
}
