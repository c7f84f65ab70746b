package lockproof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: contract, engine, rule, report, hosts. */
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
  void contractsKnowNothingElse() {
    never(
            "lockproof.contract",
            "lockproof.engine",
            "lockproof.rule..",
            "lockproof.report",
            "lockproof.javac")
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoRule() {
    never("lockproof.engine", "lockproof.rule..", "lockproof.report", "lockproof.javac")
        .check(CLASSES);
  }

  @Test
  void rulesSeeNeitherTreesNorHosts() {
    never("lockproof.rule..", "com.sun.source..", "lockproof.report", "lockproof.javac")
        .check(CLASSES);
  }

  @Test
  void theMapKnowsNeitherRulesNorHosts() {
    never("lockproof.map", "lockproof.rule..", "lockproof.javac").check(CLASSES);
  }

  @Test
  void nobodyUsesTheInsidesOfTheCompiler() {
    never("lockproof..", "com.sun.tools.javac..").check(CLASSES);
  }

  @Test
  void theCheckCanFail() {
    assertThatThrownBy(() -> never("lockproof.engine", "lockproof.contract").check(CLASSES))
        .isInstanceOf(AssertionError.class);
  }
}
