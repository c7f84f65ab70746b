import lockproof.annotations.ContextToken;

class GoodTokens {
  @ContextToken
  sealed interface Turn permits TurnSlip {}

  static final class TurnSlip implements Turn {
    private TurnSlip() {}
  }

  @ContextToken
  abstract static sealed class Phase permits Scope {
    Phase() {}
  }

  static final class Scope extends Phase {
    Scope() {}
  }

  @ContextToken
  private interface Hidden {}
}
