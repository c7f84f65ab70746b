package lockproof.javac;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockproof.rule.Severity;

/**
 * What a project has decided, in one immutable value.
 *
 * <p>The command line wins over {@code -Xplugin} arguments, those over the nearest {@code
 * lockproof.properties}, that over {@code @LockChecked}, and that over the defaults.
 */
public final class Settings {
  private final Map<String, Severity> severities;
  private final Map<String, String> flags;
  private final List<Path> models;
  private final Map<String, Path> places;
  private final Path source;

  Settings(
      Map<String, Severity> severities,
      Map<String, String> flags,
      List<Path> models,
      Map<String, Path> places,
      Path source) {
    this.severities = Map.copyOf(severities);
    this.flags = Map.copyOf(flags);
    this.models = List.copyOf(models);
    this.places = Map.copyOf(places);
    this.source = source;
  }

  /** Nothing said. */
  public static Settings defaults() {
    return new Settings(Map.of(), Map.of(), List.of(), Map.of(), null);
  }

  /** What the project says about this rule, if anything. */
  public Optional<Severity> severity(String rule) {
    return Optional.ofNullable(severities.get(rule));
  }

  /** The severities that the project set, by rule. */
  public Map<String, Severity> severities() {
    return severities;
  }

  /** As if everything were {@code @LockChecked}. */
  public boolean strict() {
    return Boolean.parseBoolean(flags.get("strict"));
  }

  /** Files with contracts for classes that nobody can annotate. */
  public List<Path> models() {
    return models;
  }

  /** Where effects and lock order are kept between compilations. */
  public Optional<Path> summaryDir() {
    return Optional.ofNullable(places.get("summary-dir"));
  }

  /** The file with the reports that were there when the project began. */
  public Optional<Path> baseline() {
    return Optional.ofNullable(places.get("baseline"));
  }

  /** The folder that tells a test that the checker ran. */
  public Optional<Path> attestationDir() {
    return Optional.ofNullable(places.get("attestation-dir"));
  }

  /** The file that this was read from. */
  public Optional<Path> source() {
    return Optional.ofNullable(source);
  }

  /** The same decisions give the same text, wherever the project lies. */
  public String canonical() {
    Map<String, String> all = new TreeMap<>(flags);
    severities.forEach((rule, severity) -> all.put("rule." + rule, severity.toString()));
    all.put("models", models.stream().map(Settings::name).collect(Collectors.joining(",")));
    places.forEach((key, path) -> all.put(key, name(path)));
    return all.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
