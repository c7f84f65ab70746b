package lockproof.processor.generate;

import java.util.Locale;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Names in generated code. */
public final class Names {
  private Names() {}

  /** The name as that of a constant: {@code twoWords} becomes {@code TWO_WORDS}. */
  public static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /** Reports when there is a class with the name of the one to generate, and it is not ours. */
  public static void clash(Elements elements, TypeElement type, String name, Problems problems) {
    PackageElement folder = elements.getPackageOf(type);
    String whole = folder.isUnnamed() ? name : folder.getQualifiedName() + "." + name;
    TypeElement there = elements.getTypeElement(whole);
    if (there != null && !Heading.wrote(there)) {
      problems.atMark(
          "the generated class would be called `" + name + "`, and there is such a class already",
          "rename `" + type.getSimpleName() + "` or that class");
    }
  }
}
