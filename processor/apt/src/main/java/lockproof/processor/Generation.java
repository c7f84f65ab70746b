package lockproof.processor;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import lockproof.processor.generate.Generator;
import lockproof.processor.generate.Heading;
import lockproof.processor.generate.Problems;
import lockproof.processor.seq.SeqGenerator;
import lockproof.processor.token.TokenGenerator;
import lockproof.processor.ww.WwGenerator;

/** Brings marked types to their generators; a type that is not complete waits for a later round. */
final class Generation {
  private final ProcessingEnvironment environment;
  private final Map<Generator, Set<String>> waiting = new LinkedHashMap<>();

  Generation(ProcessingEnvironment environment) {
    this.environment = environment;
    for (Generator generator :
        List.of(
            new TokenGenerator(environment),
            new SeqGenerator(environment),
            WwGenerator.waitDie(environment),
            WwGenerator.woundWait(environment))) {
      waiting.put(generator, new LinkedHashSet<>());
    }
  }

  void follow(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      waiting.forEach(
          (generator, names) -> {
            if (annotation
                .getQualifiedName()
                .contentEquals(LockproofProcessor.MARKS + generator.mark())) {
              for (Element e : round.getElementsAnnotatedWith(annotation)) {
                names.add(((TypeElement) e).getQualifiedName().toString());
              }
            }
          });
    }
    waiting.forEach((generator, names) -> names.removeIf(name -> done(generator, name, round)));
  }

  private boolean done(Generator generator, String name, RoundEnvironment round) {
    TypeElement type = environment.getElementUtils().getTypeElement(name);
    Problems problems = new Problems(environment.getMessager(), type, generator.mark());
    Optional<Element> unknown = generator.unknown(type);
    if (unknown.isPresent()) {
      if (round.processingOver()) {
        Element part = unknown.get();
        problems.at(
            part,
            (part instanceof TypeElement ? "a supertype of `" : "the type of `")
                + part.getSimpleName()
                + "` is not known, nothing is generated",
            "correct the type, or see why it was not generated");
      }
      return round.processingOver();
    }
    generator.generate(type, problems).ifPresent(spec -> write(type, spec, problems));
    return true;
  }

  private void write(TypeElement from, TypeSpec spec, Problems problems) {
    String folder = environment.getElementUtils().getPackageOf(from).getQualifiedName().toString();
    try {
      JavaFile.builder(folder, spec)
          .skipJavaLangImports(true)
          .indent("  ")
          .build()
          .writeTo(environment.getFiler());
    } catch (FilerException e) {
      String name = folder.isEmpty() ? spec.name() : folder + "." + spec.name();
      TypeElement there = environment.getElementUtils().getTypeElement(name);
      if (there == null || !Heading.wrote(there)) {
        problems.atMark(
            "`" + spec.name() + "` is there already", "rename the type that carries the mark");
      }
    } catch (IOException e) {
      problems.atMark("`" + spec.name() + "` cannot be written: " + e, "see to the output folder");
    }
  }
}
