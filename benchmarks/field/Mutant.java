import java.nio.file.Path;
import java.util.Set;

/**
 * One bug, made by one edit.
 *
 * @param operator what was done
 * @param file whose text is edited
 * @param start of the text that goes
 * @param end of it
 * @param instead what comes in its place
 * @param firstLine of the method around it
 * @param lastLine of that method
 * @param expected rules, any of which finds it
 */
record Mutant(
    String operator,
    Path file,
    int start,
    int end,
    String instead,
    int firstLine,
    int lastLine,
    Set<String> expected) {

  String applied(String text) {
    return text.substring(0, start) + instead + text.substring(end);
  }
}
