package lockproof.torture;

/**
 * The command: tortures one kind of lock and says how it went. Ends with status 0 for success, 1
 * for failure, 2 for wrong options. For kinds that are busted it is the same: they fail.
 */
public final class Torture {
  private Torture() {}

  /** See {@link Options}. */
  public static void main(String[] args) throws InterruptedException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("types: " + java.util.Arrays.toString(Type.values()));
      System.exit(2);
      return;
    }
    Verdict verdict = new Run(options).run(System.out::println);
    System.out.println(verdict.line());
    System.exit(verdict.success() ? 0 : 1);
  }
}
