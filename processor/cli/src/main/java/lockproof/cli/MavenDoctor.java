package lockproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a module's pom and its parents as Maven would, as far as the plugin's fate depends on it.
 */
final class MavenDoctor {
  private static final Set<String> OURS = Set.of("lockproof-javac", "lockproof-processor");
  private static final String GENERATORS = "lockproof-processor";
  private static final Pattern REQUIRED =
      Pattern.compile("^\\s*requires\\b[^;/]*\\blockproof\\.(?:javac|processor)\\s*;");
  private final Pom pom;
  private final List<Pom> poms;
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  MavenDoctor(Path file) {
    pom = Pom.read(file);
    poms = pom.withParents();
  }

  /** What was found; empty if the plugin is active as it should be. */
  List<Diagnosis> examine() {
    if (Set.of("pom", "bom").contains(pom.root().child("packaging"))
        || !Files.isDirectory(pom.file().toAbsolutePath().getParent().resolve("src"))) {
      return List.of();
    }
    dependency();
    compiler();
    generators();
    descriptor();
    return diagnoses;
  }

  private void dependency() {
    for (Pom each : poms) {
      for (Pom.Element dependency : each.root().all("dependencies", "dependency")) {
        if (OURS.contains(value(dependency, "artifactId"))) {
          scope(each, dependency);
          return;
        }
      }
    }
    if (processorPaths().noneMatch(this::hasUs) && !inProfile()) {
      int line =
          pom.root().all("dependencies").stream()
              .mapToInt(Pom.Element::line)
              .findFirst()
              .orElse(pom.root().line());
      add(
          pom,
          line,
          "absent",
          "lockproof-javac is no dependency here",
          "add it with <scope>provided</scope>");
    }
  }

  private boolean inProfile() {
    for (Pom each : poms) {
      for (Pom.Element profile : each.root().all("profiles", "profile")) {
        for (Pom.Element dependency : profile.all("dependencies", "dependency")) {
          if (OURS.contains(value(dependency, "artifactId"))) {
            String name = value(profile, "id");
            add(
                each,
                dependency.line(),
                "absent",
                "it is a dependency in profile " + name + " alone",
                "move it out of the profile, or build with -P" + name);
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What a child element says, with properties of these poms put in. */
  private String value(Pom.Element element, String name) {
    return Pom.interpolated(element.child(name), poms);
  }

  private void scope(Pom where, Pom.Element dependency) {
    String scope = value(dependency, "scope");
    int line =
        dependency.all("scope").stream()
            .mapToInt(Pom.Element::line)
            .findFirst()
            .orElse(dependency.line());
    switch (scope.isEmpty() ? managedScope(value(dependency, "artifactId")) : scope) {
      case "provided" -> {}
      case "test" ->
          add(where, line, "test only", "scope test: main code is not checked", "make it provided");
      case "runtime" ->
          add(where, line, "absent", "scope runtime: javac does not see it", "make it provided");
      default ->
          add(
              where,
              line,
              "infectious",
              "scope compile: every module that depends on this one is checked too",
              "make it provided");
    }
  }

  private String managedScope(String artifact) {
    for (Pom each : poms) {
      for (Pom.Element managed :
          each.root().all("dependencyManagement", "dependencies", "dependency")) {
        if (value(managed, "artifactId").equals(artifact) && !value(managed, "scope").isEmpty()) {
          return value(managed, "scope");
        }
      }
    }
    return "compile";
  }

  private List<Pom.Element> compilerPlugins(Pom each) {
    List<Pom.Element> plugins = new ArrayList<>();
    plugins.addAll(each.root().all("build", "plugins", "plugin"));
    plugins.addAll(each.root().all("build", "pluginManagement", "plugins", "plugin"));
    plugins.removeIf(plugin -> !plugin.child("artifactId").equals("maven-compiler-plugin"));
    return plugins;
  }

  /** Those of the nearest pom that has any: it wins over those further up. */
  private Stream<Pom.Element> processorPaths() {
    return whereProcessorPathsAre().stream().flatMap(this::pathsIn);
  }

  private Optional<Pom> whereProcessorPathsAre() {
    return poms.stream().filter(each -> pathsIn(each).findAny().isPresent()).findFirst();
  }

  private Stream<Pom.Element> pathsIn(Pom each) {
    return compilerPlugins(each).stream()
        .flatMap(p -> p.descendants("annotationProcessorPaths").stream());
  }

  private boolean hasUs(Pom.Element paths) {
    return artifacts(paths).anyMatch(OURS::contains);
  }

  private Stream<String> artifacts(Pom.Element paths) {
    return paths.descendants("artifactId").stream().map(a -> Pom.interpolated(a.value(), poms));
  }

  private void compiler() {
    processorPaths()
        .filter(paths -> !hasUs(paths))
        .forEach(
            paths ->
                add(
                    whereProcessorPathsAre().orElse(pom),
                    paths.line(),
                    "absent",
                    "a processor path without lockproof-javac: javac looks for plugins there alone",
                    "add a <path> for lockproof-javac inside it"));
    for (Pom each : poms) {
      for (Pom.Element plugin : compilerPlugins(each)) {
        plugin.descendants("arg").stream()
            .filter(arg -> arg.value().matches("--?processor-?path.*|--processor-module-path.*"))
            .forEach(
                arg ->
                    add(
                        each,
                        arg.line(),
                        "absent",
                        "javac is given a processor path by hand: it looks for plugins there alone",
                        "use <annotationProcessorPaths>, with lockproof-javac among them"));
        plugin.descendants("compilerId").stream()
            .filter(id -> !id.value().startsWith("javac"))
            .forEach(
                id ->
                    add(
                        each,
                        id.line(),
                        "absent",
                        "compiler " + id.value() + " knows no javac plugins",
                        "compile with javac, or run `lockproof check` beside it"));
        plugin.descendants("skip").stream()
            .filter(skip -> skip.value().equals("true"))
            .forEach(
                skip ->
                    add(
                        each,
                        skip.line(),
                        "main only",
                        "test sources are not compiled",
                        "remove <skip>"));
      }
    }
  }

  /** Since JDK 23 javac runs processors from the class path only where it is told to. */
  private void generators() {
    if (whereProcessorPathsAre().isPresent()) {
      return;
    }
    for (Pom each : poms) {
      for (Pom.Element dependency : each.root().all("dependencies", "dependency")) {
        if (value(dependency, "artifactId").equals(GENERATORS)
            && poms.stream().noneMatch(this::asksForProcessors)) {
          add(
              each,
              dependency.line(),
              "no generated code on JDK 23 and later",
              "there javac runs no annotation processor from the class path unless asked; the"
                  + " plugin itself runs",
              "name lockproof-processor in <annotationProcessorPaths>, or set <proc>full</proc>");
          return;
        }
      }
    }
  }

  private boolean asksForProcessors(Pom each) {
    return compilerPlugins(each).stream()
            .flatMap(p -> Stream.of("proc", "arg", "compilerArgument").map(p::descendants))
            .flatMap(List::stream)
            .map(Pom.Element::value)
            .anyMatch(value -> value.equals("full") || value.equals("-proc:full"))
        || each.root().all("properties").stream()
            .anyMatch(p -> value(p, "maven.compiler.proc").equals("full"));
  }

  /** What a module requires is on the module path, and javac starts no plugin from there. */
  private void descriptor() {
    Path folder = pom.file().toAbsolutePath().getParent();
    Path descriptor = folder.resolve("src/main/java/module-info.java");
    if (!Files.isRegularFile(descriptor) || processorPaths().findAny().isPresent()) {
      return;
    }
    List<String> lines = Lines.of(descriptor);
    for (int i = 0; i < lines.size(); i++) {
      if (REQUIRED.matcher(lines.get(i)).find()) {
        Path shown = pom.file().resolveSibling("src/main/java/module-info.java");
        diagnoses.add(
            new Diagnosis(
                shown,
                i + 1,
                "absent",
                "a module that is required is on the module path: javac starts no plugin there",
                "remove this line"));
      }
    }
  }

  private void add(Pom where, int line, String state, String finding, String remedy) {
    diagnoses.add(new Diagnosis(where.file(), line, state, finding, remedy));
  }
}
