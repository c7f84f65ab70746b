package lockproof.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All models in force, by type name. */
public final class Models {
  private static final List<String> BUNDLED =
      List.of(
          "locks",
          "presumed",
          "purity-lang",
          "purity-values",
          "purity-collections",
          "purity-sorted",
          "purity-helpers",
          "purity-streams",
          "atomics",
          "threadsafe",
          "inplace",
          "blocking",
          "familiar");

  private final Map<String, ModelType> types = new HashMap<>();

  /** Texts about types that nobody has asked for yet: of a thousand a compilation meets a few. */
  private final Map<String, List<String>> unread = new HashMap<>();

  private final Map<String, List<Mark>> aliases = new HashMap<>();

  /** No models at all: only annotations speak. */
  public static Models none() {
    return new Models();
  }

  /** The models of the JDK. */
  public static Models jdk() {
    Models models = new Models();
    for (String name : BUNDLED) {
      String resource = "/lockproof/models/" + name + ".model";
      try (InputStream in = Models.class.getResourceAsStream(resource)) {
        if (in != null) {
          models.addUnread(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return models;
  }

  /** Cuts a text into its entries, and leaves those about types as they are. */
  private void addUnread(String source, String text) {
    int from = 0;
    while (from < text.length()) {
      int to = from;
      do {
        to = text.indexOf('\n', to) + 1;
      } while (to > 0 && !text.startsWith("type ", to) && !text.startsWith("mark ", to));
      String entry = text.substring(from, to == 0 ? text.length() : to);
      if (entry.startsWith("type ")) {
        String name = entry.substring(5).strip().split("\\s", 2)[0];
        unread.computeIfAbsent(name, n -> new ArrayList<>(1)).add(entry);
      } else {
        add(source, entry);
      }
      from += entry.length();
    }
  }

  /**
   * Adds the models of a text.
   *
   * @throws IllegalArgumentException naming the source, the line and what was expected there
   */
  public Models add(String source, String text) {
    ModelParser.Parsed parsed = ModelParser.parse(source, text);
    parsed.types().keySet().forEach(this::type);
    parsed.types().forEach((name, model) -> types.merge(name, model, Models::together));
    aliases.putAll(parsed.aliases());
    return this;
  }

  /**
   * Adds the models of a file.
   *
   * @throws IllegalArgumentException if it cannot be read or parsed
   */
  public Models add(Path file) {
    try {
      return add(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the model file " + file, e);
    }
  }

  private static ModelType together(ModelType a, ModelType b) {
    List<Mark> marks = new ArrayList<>(a.marks());
    marks.addAll(b.marks());
    List<ModelType.Member> members = new ArrayList<>(a.members());
    members.addAll(b.members());
    return new ModelType(a.name(), marks, members);
  }

  /** What a mark of another library says in our words; empty for most. */
  List<Mark> alias(String simpleName) {
    return aliases.getOrDefault(simpleName, List.of());
  }

  ModelType type(String name) {
    List<String> texts = unread.remove(name);
    if (texts != null) {
      texts.forEach(text -> add(name, text));
    }
    return types.get(name);
  }

  /** The modelled type names. */
  public java.util.Set<String> names() {
    List.copyOf(unread.keySet()).forEach(this::type);
    return java.util.Collections.unmodifiableSet(types.keySet());
  }

  /** The contract that the models give a member, with the marks of all fitting entries. */
  Contract member(ModelType type, String name, List<String> parameters) {
    Contract all = Contract.NONE;
    for (ModelType.Member member : type.members()) {
      if (member.fits(name, parameters)) {
        all = member.contract().over(all);
      }
    }
    return all;
  }
}
