package lockproof.declaration;

import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** A token proves nothing if anybody can make one. */
final class TokenForging implements DeclarationRule {
  private static final String RULE = "context-forged";
  private static final Set<Modifier> OPEN = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

  private final Tokens tokens;

  TokenForging(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void judge(Element e, Consumer<Fault> faults) {
    if (e instanceof TypeElement type && tokens.isToken(type.asType())) {
      extensible(type, faults);
      copied(type, faults);
      constructed(type, faults);
    }
  }

  private static void extensible(TypeElement type, Consumer<Fault> faults) {
    Set<Modifier> is = type.getModifiers();
    boolean closed =
        is.contains(Modifier.FINAL)
            || is.contains(Modifier.SEALED)
            || is.contains(Modifier.PRIVATE)
            || type.getKind() == ElementKind.ENUM
            || type.getKind() == ElementKind.RECORD
            || type.getKind() == ElementKind.CLASS && noOpenConstructor(type);
    if (!closed) {
      faults.accept(
          Fault.of(
              RULE,
              type,
              "anybody can make a token: `" + type.getSimpleName() + "` can be extended freely",
              "make it sealed or final"));
    }
  }

  private static boolean noOpenConstructor(TypeElement type) {
    return !type.getModifiers().contains(Modifier.NON_SEALED)
        && type.getEnclosedElements().stream()
            .filter(c -> c.getKind() == ElementKind.CONSTRUCTOR)
            .allMatch(c -> c.getModifiers().contains(Modifier.PRIVATE));
  }

  private void copied(TypeElement type, Consumer<Fault> faults) {
    for (String way : new String[] {"java.io.Serializable", "java.lang.Cloneable"}) {
      if (type.getKind() != ElementKind.ENUM && tokens.isA(type.asType(), way)) {
        faults.accept(
            Fault.of(
                RULE,
                type,
                "a copy of a token is a token: `"
                    + type.getSimpleName()
                    + "` is "
                    + way.substring(way.lastIndexOf('.') + 1),
                "let it implement neither Serializable nor Cloneable"));
      }
    }
  }

  private static void constructed(TypeElement type, Consumer<Fault> faults) {
    if (type.getKind() == ElementKind.ENUM) {
      faults.accept(
          Fault.of(
              RULE,
              type,
              "the constants of an enum are there always: `"
                  + type.getSimpleName()
                  + "` proves no context",
              "write a final class whose instances are made by opening a scope"));
    } else if (type.getKind() == ElementKind.RECORD) {
      faults.accept(
          Fault.of(
              RULE,
              type,
              "anybody can make a token: `"
                  + type.getSimpleName()
                  + "` is a record, with a constructor as visible as itself",
              "write a final class with a private constructor"));
    } else if (!type.getModifiers().contains(Modifier.PRIVATE)
        && !type.getModifiers().contains(Modifier.ABSTRACT)) {
      type.getEnclosedElements().stream()
          .filter(c -> c.getKind() == ElementKind.CONSTRUCTOR)
          .filter(c -> c.getModifiers().stream().anyMatch(OPEN::contains))
          .forEach(c -> faults.accept(open(type, c)));
    }
  }

  private static Fault open(TypeElement type, Element constructor) {
    return Fault.of(
        RULE,
        constructor,
        "anybody can make a token: the constructor of `"
            + type.getSimpleName()
            + "` is not private",
        "make it private, and open the scope in a static method");
  }
}
