package lockproof.it;

/** The code that strangers write. */
final class Sources {
  /** Violates a rule that needs no flow analysis. */
  static String bad(String name) {
    return """
        package shop;

        import lockproof.annotations.Unproven;

        class %s {
          @Unproven(rule = "mark-invalid", because = "ok")
          int stock() {
            return 1;
          }
        }
        """
        .formatted(name);
  }

  /** The same, without the fault. */
  static String good(String name) {
    return bad(name).replaceAll("(?m)^import.*\n|^ *@Unproven.*\n", "");
  }

  private Sources() {}
}
