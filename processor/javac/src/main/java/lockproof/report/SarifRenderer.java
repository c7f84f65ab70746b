package lockproof.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lockproof.rule.Severity;

/** SARIF 2.1.0, as code-scanning services read it. */
public final class SarifRenderer {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private final String version;
  private final List<RuleInfo> rules;
  private final Function<String, String> help;

  /**
   * A renderer for one version of the tool.
   *
   * @param version of the tool
   * @param rules all of them, whether they found anything or not
   * @param help the page of a rule in Markdown
   */
  public SarifRenderer(String version, List<RuleInfo> rules, Function<String, String> help) {
    this.version = version;
    this.rules = List.copyOf(rules);
    this.help = help;
  }

  /** One run with these findings, in the order given. */
  public String render(List<Finding> findings) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Lockproof");
    driver.put("version", version);
    driver.put("rules", rules.stream().map(this::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "utf16CodeUnits");
    run.put("results", findings.stream().map(this::result).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return Json.write(log);
  }

  private Map<String, Object> rule(RuleInfo rule) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", rule.id());
    object.put("shortDescription", Map.of("text", rule.summary()));
    String page = help.apply(rule.id());
    Map<String, Object> texts = new LinkedHashMap<>();
    texts.put("text", page);
    texts.put("markdown", page);
    object.put("help", texts);
    object.put("defaultConfiguration", Map.of("level", level(rule.severity())));
    object.put("properties", Map.of("tags", List.of("concurrency", "locking")));
    return object;
  }

  private Map<String, Object> result(Finding finding) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.rule());
    result.put("ruleIndex", index(finding.rule()));
    result.put("level", level(finding.severity()));
    result.put("message", Map.of("text", message(finding)));
    result.put("locations", List.of(location(finding.place(), null)));
    result.put("partialFingerprints", Map.of("lockproof/v1", finding.fingerprint()));
    result.put("codeFlows", flow(finding));
    return result;
  }

  private Integer index(String rule) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).id().equals(rule)) {
        return i;
      }
    }
    return null;
  }

  private static String message(Finding finding) {
    StringBuilder text = new StringBuilder(finding.message());
    for (Finding.Fact fact : finding.details()) {
      text.append('\n').append(fact.label()).append(": ").append(fact.text());
    }
    return finding.fix() == null ? text.toString() : text + "\nfix: " + finding.fix();
  }

  /** Opened here, used there: the facts that have a place, and then the finding itself. */
  private static List<Object> flow(Finding finding) {
    List<Object> steps = new ArrayList<>();
    for (Finding.Fact fact : finding.details()) {
      if (fact.place() != null && !fact.place().equals(finding.place())) {
        String said = fact.label() + ": " + fact.text();
        steps.add(Map.of("location", location(fact.place(), said)));
      }
    }
    if (steps.isEmpty()) {
      return null;
    }
    steps.add(Map.of("location", location(finding.place(), finding.message())));
    return List.of(Map.of("threadFlows", List.of(Map.of("locations", steps))));
  }

  private static Map<String, Object> location(Place place, String said) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", place.line());
    region.put("startColumn", place.column());
    region.put("endLine", place.endLine());
    region.put("endColumn", place.endColumn());
    Map<String, Object> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", Map.of("uri", uri(place.file())));
    physical.put("region", region);
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("physicalLocation", physical);
    location.put("message", said == null ? null : Map.of("text", said));
    return location;
  }

  private static String uri(String file) {
    String slashed = file.replace('\\', '/');
    try {
      if (Path.of(file).isAbsolute()) {
        return Path.of(file).toUri().toASCIIString();
      }
      String path = slashed.startsWith("./") ? slashed.substring(2) : slashed;
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return slashed;
    }
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case OFF -> "none";
    };
  }
}
