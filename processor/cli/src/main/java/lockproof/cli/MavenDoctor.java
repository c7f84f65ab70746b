package lockproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a module's pom and its parents as Maven would, as far as the plugin's fate depends on it.
 */
final class MavenDoctor {
  private static final Set<String> OURS = Set.of("lockproof-javac", "lockproof-processor");
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
    return diagnoses;
  }

  private void dependency() {
    for (Pom each : poms) {
      for (Pom.Element dependency : each.root().all("dependencies", "dependency")) {
        if (OURS.contains(dependency.child("artifactId"))) {
          scope(each, dependency);
          return;
        }
      }
    }
    if (processorPaths().stream().noneMatch(MavenDoctor::hasUs)) {
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

  private void scope(Pom where, Pom.Element dependency) {
    String scope = dependency.child("scope");
    int line =
        dependency.all("scope").stream()
            .mapToInt(Pom.Element::line)
            .findFirst()
            .orElse(dependency.line());
    switch (scope.isEmpty() ? managedScope(dependency.child("artifactId")) : scope) {
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
        if (managed.child("artifactId").equals(artifact) && !managed.child("scope").isEmpty()) {
          return managed.child("scope");
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

  private List<Pom.Element> processorPaths() {
    List<Pom.Element> paths = new ArrayList<>();
    for (Pom each : poms) {
      compilerPlugins(each).forEach(p -> paths.addAll(p.descendants("annotationProcessorPaths")));
    }
    return paths;
  }

  private static boolean hasUs(Pom.Element paths) {
    return paths.descendants("artifactId").stream().anyMatch(a -> OURS.contains(a.value()));
  }

  private void compiler() {
    for (Pom each : poms) {
      for (Pom.Element plugin : compilerPlugins(each)) {
        for (Pom.Element paths : plugin.descendants("annotationProcessorPaths")) {
          if (!hasUs(paths)) {
            add(
                each,
                paths.line(),
                "absent",
                "a processor path without lockproof-javac: javac looks for plugins there alone",
                "add a <path> for lockproof-javac inside it");
          }
        }
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

  private void add(Pom where, int line, String state, String finding, String remedy) {
    diagnoses.add(new Diagnosis(where.file(), line, state, finding, remedy));
  }
}
