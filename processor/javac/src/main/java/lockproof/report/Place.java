package lockproof.report;

/**
 * A place in a file, free of trees. Lines and columns count from one; columns count UTF-16 units.
 *
 * @param file as javac was given it
 * @param line of the anchor, where javac puts its caret
 * @param column of the anchor
 * @param endLine where the construct ends
 * @param endColumn one past its last character
 */
public record Place(String file, int line, int column, int endLine, int endColumn) {
  /** The file's own name, without folders. */
  public String simpleName() {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
