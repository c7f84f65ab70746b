package lockproof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A {@code pom.xml} as a tree of elements that know their lines. */
final class Pom {
  private final Path file;
  private final Element root;

  /**
   * An element.
   *
   * @param name without namespace
   * @param line where it begins
   * @param text its own text, stripped
   * @param children in order
   */
  record Element(String name, int line, StringBuilder text, List<Element> children) {
    String value() {
      return text.toString().strip();
    }

    /** All descendants at the end of this path. */
    List<Element> all(String... path) {
      List<Element> found = List.of(this);
      for (String step : path) {
        List<Element> next = new ArrayList<>();
        for (Element element : found) {
          element.children.stream().filter(c -> c.name.equals(step)).forEach(next::add);
        }
        found = next;
      }
      return found;
    }

    String child(String childName) {
      return all(childName).stream().findFirst().map(Element::value).orElse("");
    }

    List<Element> descendants(String wanted) {
      List<Element> found = new ArrayList<>();
      for (Element child : children) {
        if (child.name.equals(wanted)) {
          found.add(child);
        }
        found.addAll(child.descendants(wanted));
      }
      return found;
    }
  }

  private Pom(Path file, Element root) {
    this.file = file;
    this.root = root;
  }

  Path file() {
    return file;
  }

  Element root() {
    return root;
  }

  static Pom read(Path file) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      Element document = new Element("", 0, new StringBuilder(), new ArrayList<>());
      Deque<Element> open = new ArrayDeque<>(List.of(document));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamReader.START_ELEMENT -> {
            int line = reader.getLocation().getLineNumber();
            Element element =
                new Element(reader.getLocalName(), line, new StringBuilder(), new ArrayList<>());
            open.getLast().children().add(element);
            open.addLast(element);
          }
          case XMLStreamReader.END_ELEMENT -> open.removeLast();
          case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
              open.getLast().text().append(reader.getText());
          default -> {}
        }
      }
      return new Pom(file, document.children().get(0));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read; check its permissions");
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      throw new UserError(file + ":" + line + ": not well-formed XML; correct it first");
    }
  }

  /** This file and its parents, as far as they lie on this disk. */
  List<Pom> withParents() {
    List<Pom> poms = new ArrayList<>();
    for (Pom pom = this; pom != null && poms.size() < 20; pom = pom.parent()) {
      poms.add(pom);
    }
    return poms;
  }

  /** The text with each property that these poms define put in; the nearest wins. */
  static String interpolated(String text, List<Pom> poms) {
    String result = text;
    for (Pom pom : poms) {
      for (Element properties : pom.root.all("properties")) {
        for (Element property : properties.children()) {
          result = result.replace("${" + property.name() + "}", property.value());
        }
      }
    }
    return result;
  }

  private Pom parent() {
    List<Element> parents = root.all("parent");
    if (parents.isEmpty()) {
      return null;
    }
    List<Element> relative = parents.get(0).all("relativePath");
    String path = relative.isEmpty() ? "../pom.xml" : relative.get(0).value();
    if (path.isEmpty()) {
      return null;
    }
    Path there = file.toAbsolutePath().getParent().resolve(path).normalize();
    if (Files.isDirectory(there)) {
      there = there.resolve("pom.xml");
    }
    return Files.isRegularFile(there) ? read(there) : null;
  }
}
