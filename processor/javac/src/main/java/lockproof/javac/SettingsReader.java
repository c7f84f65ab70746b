package lockproof.javac;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import lockproof.report.Nearest;
import lockproof.rule.Severity;

/**
 * Reads {@code key=value} pairs; a key nobody knows is an error, for a typo must not silence a
 * rule.
 */
public final class SettingsReader {
  /** The file's name, the same in every folder. */
  public static final String FILE = "lockproof.properties";

  private static final Set<String> FLAGS = Set.of("strict");
  private static final Set<String> PLACES = Set.of("summary-dir", "baseline", "attestation-dir");
  private final Set<String> rules;

  /**
   * A reader that knows these rules.
   *
   * @param rules the ids that {@code rule.<id>} may name
   */
  public SettingsReader(Set<String> rules) {
    this.rules = Set.copyOf(rules);
  }

  /**
   * Reads the file, if there is one, and then the arguments, which win.
   *
   * @param file a {@code lockproof.properties}, or null
   * @param arguments {@code key=value} each; paths are relative to the working directory
   * @throws SettingsException if something cannot be used
   */
  public Settings read(Path file, List<String> arguments) {
    Collected all = new Collected();
    if (file != null) {
      Properties properties = load(file);
      Path base = file.toAbsolutePath().getParent();
      for (String key : new TreeSet<>(properties.stringPropertyNames())) {
        put(all, key, properties.getProperty(key).strip(), base, file.toString());
      }
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("argument `" + argument + "`: write it as key=value");
      }
      String key = argument.substring(0, equals).strip();
      put(all, key, argument.substring(equals + 1).strip(), Path.of(""), "argument");
    }
    return new Settings(all.severities, all.flags, new ArrayList<>(all.models), all.places, file);
  }

  private void put(Collected all, String key, String value, Path base, String where) {
    if (key.startsWith("rule.")) {
      String rule = key.substring("rule.".length());
      if (!rules.contains(rule)) {
        throw new SettingsException(
            where + ": there is no rule `" + rule + "`" + Nearest.hint(rule, rules));
      }
      all.severities.put(rule, severity(key, value, where));
    } else if (FLAGS.contains(key)) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new SettingsException(
            where + ": `" + key + "` is `" + value + "`; write true or false");
      }
      all.flags.put(key, value);
    } else if (key.equals("models")) {
      for (String each : value.split(",")) {
        if (!each.isBlank()) {
          all.models.add(existing(key, path(key, each.strip(), base, where), where));
        }
      }
    } else if (PLACES.contains(key)) {
      all.places.put(key, path(key, value, base, where));
    } else {
      Set<String> known = new TreeSet<>(FLAGS);
      known.addAll(PLACES);
      known.add("models");
      rules.forEach(rule -> known.add("rule." + rule));
      throw new SettingsException(where + ": unknown key `" + key + "`" + Nearest.hint(key, known));
    }
  }

  private static Severity severity(String key, String value, String where) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "error" -> Severity.ERROR;
      case "warning" -> Severity.WARNING;
      case "off" -> Severity.OFF;
      default ->
          throw new SettingsException(
              where + ": `" + key + "` is `" + value + "`; write error, warning or off");
    };
  }

  private static Path path(String key, String value, Path base, String where) {
    try {
      if (value.isEmpty()) {
        throw new SettingsException(where + ": `" + key + "` is empty; give a path");
      }
      return base.resolve(value).normalize();
    } catch (InvalidPathException e) {
      throw new SettingsException(where + ": `" + key + "` is not a path: " + value);
    }
  }

  private static Path existing(String key, Path path, String where) {
    if (!Files.isReadable(path)) {
      throw new SettingsException(
          where + ": `" + key + "` names " + path + ", which cannot be read; correct the path");
    }
    return path;
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          file + ": cannot be read as a properties file in UTF-8: " + e.getMessage());
    }
    return properties;
  }

  /** What has been read so far. */
  private static final class Collected {
    private final Map<String, Severity> severities = new LinkedHashMap<>();
    private final Map<String, String> flags = new LinkedHashMap<>();
    private final Set<Path> models = new LinkedHashSet<>();
    private final Map<String, Path> places = new LinkedHashMap<>();
  }
}
