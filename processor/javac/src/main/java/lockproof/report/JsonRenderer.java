package lockproof.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An array with one object for each finding, never cut short. */
public final class JsonRenderer {
  private JsonRenderer() {}

  /** All findings, in the order given. */
  public static String render(List<Finding> findings) {
    List<Object> all = new ArrayList<>();
    for (Finding finding : findings) {
      all.add(object(finding));
    }
    return Json.write(all);
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", finding.rule());
    object.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    put(object, finding.place());
    object.put("message", finding.message());
    List<Object> details = new ArrayList<>();
    for (Finding.Fact fact : finding.details()) {
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("label", fact.label());
      detail.put("text", fact.text());
      if (fact.place() != null) {
        put(detail, fact.place());
      }
      details.add(detail);
    }
    object.put("details", details);
    object.put("fix", finding.fix());
    object.put("fingerprint", finding.fingerprint());
    return object;
  }

  private static void put(Map<String, Object> object, Place place) {
    object.put("file", place.file().replace('\\', '/'));
    object.put("line", place.line());
    object.put("column", place.column());
    object.put("endLine", place.endLine());
    object.put("endColumn", place.endColumn());
  }
}
