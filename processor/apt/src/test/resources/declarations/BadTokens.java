import java.io.Serializable;
import lockproof.annotations.ContextToken;

class BadTokens {
  @ContextToken
  // :: error: [context-forged]
  interface Anybodys {}

  @ContextToken
  // :: error: [context-forged]
  static class Open {
    private Open() {}

    // :: error: [context-forged]
    public Open(int x) {}
  }

  @ContextToken
  static final class Made {
    // :: error: [context-forged]
    public Made() {}
  }

  @ContextToken
  // :: error: [context-forged]
  static final class Copied implements Serializable {
    private Copied() {}
  }

  @ContextToken
  // :: error: [context-forged]
  static final class Cloned implements Cloneable {
    private Cloned() {}
  }

  @ContextToken
  // :: error: [context-forged]
  enum Always {
    HERE
  }

  @ContextToken
  sealed interface Turn permits Around.Slip, Loose {}

  // :: error: [context-forged]
  static class Around { record Slip(int number) implements Turn {} }

  // :: error: [context-forged]
  static non-sealed class Loose implements Turn {
    private Loose() {}
  }
}
