package lockproof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The rules' pages, as they are in {@code docs/rules}. */
final class Pages {
  private Pages() {}

  /** The page in Markdown, or a line that says there is none. */
  static String of(String rule) {
    try (InputStream in = Pages.class.getResourceAsStream("/docs/rules/" + rule + ".md")) {
      return in == null
          ? "There is no page about " + rule + " yet."
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError("cannot read the page of " + rule + " from this program's jar");
    }
  }
}
