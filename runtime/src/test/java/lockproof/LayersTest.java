package lockproof;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {
  @Test
  void packagesDependInOneDirection() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lockproof");
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("function")
        .definedBy("lockproof.function")
        .layer("internal")
        .definedBy("lockproof.internal")
        .layer("context")
        .definedBy("lockproof.context")
        .layer("lock")
        .definedBy("lockproof.lock")
        .layer("seq")
        .definedBy("lockproof.seq")
        .layer("ww")
        .definedBy("lockproof.ww")
        .whereLayer("seq")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ww")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("lock")
        .mayOnlyBeAccessedByLayers("seq")
        .whereLayer("context")
        .mayOnlyBeAccessedByLayers("lock", "seq", "ww")
        .check(classes);
  }
}
