package lockproof.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads models: the vocabulary of the annotations, said in text about classes that cannot be
 * annotated.
 *
 * <pre>
 * type java.util.concurrent.locks.StampedLock &#64;LockType
 *   tryOptimisticRead()      &#64;Acquires(mode = OPTIMISTIC)
 *   validate(&#64;Stamp long)    &#64;Validates
 *
 * mark UiThread  &#64;RequiresContext("android/UI thread")
 * </pre>
 */
final class ModelParser {
  private static final Pattern TYPE = Pattern.compile("type\\s+([\\w.$]+)\\s*(.*)");
  private static final Pattern ALIAS = Pattern.compile("mark\\s+(\\w+)\\s+(@.*)");
  private static final Pattern SINCE = Pattern.compile("^since\\s+(\\d+)\\s*(.*)$");
  private static final Pattern MARK = Pattern.compile("^@(\\w+)\\s*");

  private final String source;
  private final Map<String, ModelType> types = new LinkedHashMap<>();
  private final Map<String, List<Mark>> aliases = new LinkedHashMap<>();
  private ModelType current;
  private int line;

  private ModelParser(String source) {
    this.source = source;
  }

  /**
   * Parses the text.
   *
   * @param source what to call the text in errors
   * @throws IllegalArgumentException naming the source, the line and what was expected there
   */
  static Parsed parse(String source, String text) {
    ModelParser parser = new ModelParser(source);
    text.lines().forEach(parser::line);
    return new Parsed(parser.types, parser.aliases);
  }

  /**
   * What a text says.
   *
   * @param types models, by type name
   * @param aliases our marks for those of other libraries, by simple name
   */
  record Parsed(Map<String, ModelType> types, Map<String, List<Mark>> aliases) {}

  private void line(String raw) {
    line++;
    int hash = raw.indexOf('#');
    String text = (hash < 0 ? raw : raw.substring(0, hash)).stripTrailing();
    if (text.isBlank()) {
      return;
    }
    if (Character.isWhitespace(text.charAt(0))) {
      member(text.strip());
      return;
    }
    List<Mark> marks = new ArrayList<>();
    Matcher alias = ALIAS.matcher(text);
    if (alias.matches()) {
      ended(marks(alias.group(2), marks));
      aliases.put(alias.group(1), List.copyOf(marks));
      current = null;
      return;
    }
    Matcher m = TYPE.matcher(text);
    if (!m.matches()) {
      throw error("expected `type NAME`, `mark NAME` or an indented member, found `" + text + "`");
    }
    marks(m.group(2), marks);
    current =
        types.computeIfAbsent(
            m.group(1), n -> new ModelType(n, new ArrayList<>(), new ArrayList<>()));
    current.marks().addAll(marks);
  }

  private void member(String text) {
    if (current == null) {
      throw error("a member that belongs to no `type`");
    }
    int open = text.indexOf('(');
    int close = open < 0 ? -1 : closing(text, open);
    if (close < 0) {
      throw error("expected `name(parameters) marks`, found `" + text + "`");
    }
    String name = text.substring(0, open).strip();
    List<String> types = new ArrayList<>();
    List<List<Mark>> parameterMarks = new ArrayList<>();
    String inner = text.substring(open + 1, close).strip();
    boolean every = inner.equals("...");
    if (!every && !inner.isEmpty()) {
      for (String parameter : split(inner)) {
        List<Mark> marks = new ArrayList<>();
        types.add(marks(parameter.strip(), marks));
        parameterMarks.add(List.copyOf(marks));
      }
    }
    String rest = text.substring(close + 1).strip();
    int since = 0;
    Matcher s = SINCE.matcher(rest);
    if (s.matches()) {
      since = Integer.parseInt(s.group(1));
      rest = s.group(2);
    }
    List<Mark> marks = new ArrayList<>();
    ended(marks(rest, marks));
    current
        .members()
        .add(
            new ModelType.Member(
                name,
                every ? null : types,
                new Contract(List.copyOf(marks), List.copyOf(parameterMarks)),
                since));
  }

  private void ended(String left) {
    if (!left.isEmpty()) {
      throw error("expected a mark, found `" + left + "`");
    }
  }

  private String marks(String text, List<Mark> into) {
    String rest = text.strip();
    for (Matcher m = MARK.matcher(rest); m.find(); m = MARK.matcher(rest)) {
      rest = rest.substring(m.end());
      Map<String, Object> attributes = Map.of();
      if (rest.startsWith("(")) {
        int close = closing(rest, 0);
        if (close < 0) {
          throw error("missing `)` after @" + m.group(1));
        }
        attributes = attributes(rest.substring(1, close));
        rest = rest.substring(close + 1).strip();
      }
      into.add(new Mark(m.group(1), attributes));
    }
    return rest;
  }

  private Map<String, Object> attributes(String text) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (String part : split(text)) {
      int eq = part.indexOf('=');
      String key = eq < 0 ? "value" : part.substring(0, eq).strip();
      attributes.put(key, value(part.substring(eq + 1).strip()));
    }
    return attributes;
  }

  private Object value(String text) {
    if (text.startsWith("{") && text.endsWith("}")) {
      return split(text.substring(1, text.length() - 1)).stream()
          .map(p -> value(p.strip()))
          .toList();
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.isEmpty()) {
      throw error("an attribute without a value");
    }
    return text.endsWith(".class") && !text.startsWith("\"")
        ? text.substring(0, text.length() - 6)
        : text;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '{') {
        depth++;
      } else if (c == ')' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        depth++;
      } else if (text.charAt(i) == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(source + ":" + line + ": " + what);
  }
}
