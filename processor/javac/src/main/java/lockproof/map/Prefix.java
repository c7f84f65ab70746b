package lockproof.map;

import java.util.ArrayList;
import java.util.List;

/** What qualified names have in common. */
final class Prefix {
  private Prefix() {}

  /** The packages at the beginning of all names that are declared here, with the last dot. */
  static String of(LockMap map) {
    List<String> names = new ArrayList<>();
    map.locks()
        .forEach(
            (name, lock) -> {
              if (map.declaration(name) != null) {
                names.add(name);
              }
              lock.takings.keySet().forEach(t -> names.add(t.by()));
            });
    String common = null;
    for (String name : names) {
      String folder = packageOf(name);
      if (common == null) {
        common = folder;
      }
      while (!folder.startsWith(common)) {
        common = common.substring(0, common.lastIndexOf('.', common.length() - 2) + 1);
      }
    }
    return common == null ? "" : common;
  }

  /** By convention types begin with a capital letter, packages do not. */
  private static String packageOf(String name) {
    StringBuilder folder = new StringBuilder();
    for (String part : name.split("\\.")) {
      if (part.isEmpty() || !Character.isLowerCase(part.charAt(0))) {
        break;
      }
      folder.append(part).append('.');
    }
    return folder.toString();
  }
}
