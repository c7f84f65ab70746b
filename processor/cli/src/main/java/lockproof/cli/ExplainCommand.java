package lockproof.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockproof.javac.Catalog;
import lockproof.report.Nearest;
import lockproof.report.RuleInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockproof explain}: the page of a rule, or the list of rules. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Prints the page of a rule; without one, lists the rules.")
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RULE", arity = "0..1", description = "As in [lockproof:RULE].")
  private String rule;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (rule == null) {
      int width = Catalog.ids().stream().mapToInt(String::length).max().orElse(1);
      for (RuleInfo each : Catalog.rules()) {
        String severity = each.severity().name().toLowerCase(Locale.ROOT);
        out.printf("%-" + width + "s  %-7s  %s%n", each.id(), severity, each.summary());
      }
      return ExitCode.CLEAN;
    }
    String id = rule.replaceFirst("^\\[?lockproof:", "").replaceFirst("]$", "");
    if (!Catalog.ids().contains(id)) {
      throw new UserError(
          "there is no rule `"
              + id
              + "`"
              + Nearest.hint(id, Catalog.ids())
              + " (`lockproof explain` lists all)");
    }
    out.println(Pages.of(id).stripTrailing());
    return ExitCode.CLEAN;
  }
}
