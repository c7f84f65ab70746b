package lockproof.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.VariableElement;

/**
 * Names for reports that outlive edits elsewhere: made of the rule, the declaration and the
 * message, never of a line. The second of two that look alike in one declaration gets another name.
 */
public final class Fingerprints {
  private static final int BYTES = 8;
  private final Map<String, Integer> counts = new HashMap<>();

  /** The name of the next report; to be asked in the order of the source. */
  public String next(Report report) {
    String base = report.rule() + "\n" + signature(report.site().owner()) + "\n" + report.message();
    int ordinal = counts.merge(base, 1, Integer::sum);
    return hash(ordinal == 1 ? base : base + "\n" + ordinal);
  }

  /** A short digest of some text. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The declaration in one line, as {@code p.Bank#move(p.Account,long)}. */
  static String signature(Element owner) {
    if (owner == null) {
      return "";
    }
    if (owner instanceof ExecutableElement method) {
      String parameters =
          method.getParameters().stream()
              .map(p -> p.asType().toString().replaceAll("@\\S+\\s*", ""))
              .collect(Collectors.joining(","));
      return signature(method.getEnclosingElement())
          + "#"
          + method.getSimpleName()
          + "("
          + parameters
          + ")";
    }
    if (owner instanceof QualifiedNameable named && !named.getQualifiedName().isEmpty()) {
      return named.getQualifiedName().toString();
    }
    if (owner instanceof VariableElement && owner.getKind().isField()) {
      return signature(owner.getEnclosingElement()) + "#" + owner.getSimpleName();
    }
    return signature(owner.getEnclosingElement())
        + (owner instanceof VariableElement ? "" : "/" + owner.getSimpleName());
  }
}
