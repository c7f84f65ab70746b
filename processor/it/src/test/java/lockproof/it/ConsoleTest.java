package lockproof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code console} block in the documentation is typed in, and must answer as printed. */
class ConsoleTest {
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final String PROMPT = "$ ./lockproof ";

  /** A page and the commands on it. */
  record Command(String page, String arguments, String answer) {
    @Override
    public String toString() {
      return page + ": lockproof " + arguments;
    }
  }

  static List<Command> commands() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Repository.top().resolve("README.md")));
    try (Stream<Path> guide = Files.list(Repository.top().resolve("docs/guide"))) {
      guide.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<Command> commands = new ArrayList<>();
    for (Path page : pages) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        for (String each : block.group(1).split("(?m)^(?=\\$ )")) {
          if (!each.isBlank()) {
            assertThat(each).as("a console block of " + page).startsWith(PROMPT);
            int end = each.indexOf('\n');
            commands.add(
                new Command(
                    "" + page.getFileName(),
                    each.substring(PROMPT.length(), end),
                    each.substring(end + 1)));
          }
        }
      }
    }
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void answersAsPrinted(Command command) {
    assertThat(CommandLine.run(command.arguments().split(" ")).text()).isEqualTo(command.answer());
  }

  @Test
  void theReadmeHasOne() throws IOException {
    assertThat(commands()).anyMatch(command -> command.page().equals("README.md"));
  }
}
