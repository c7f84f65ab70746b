package lockproof.cli;

import java.nio.file.Path;

/**
 * Something that keeps the plugin from doing its work.
 *
 * @param file the build file
 * @param line what to change
 * @param state how active the plugin is because of it
 * @param finding what is the case
 * @param remedy what to do
 */
record Diagnosis(Path file, int line, String state, String finding, String remedy) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + state + ": " + finding + "; " + remedy;
  }
}
