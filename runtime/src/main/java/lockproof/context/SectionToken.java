package lockproof.context;

import lockproof.internal.InterruptState;

/** A token for sections that someone else opened; it ends with the outermost of them. */
final class SectionToken extends LocalInterruptDisabled {
  private final long section;

  SectionToken(InterruptState state) {
    super(state);
    this.section = state.section();
  }

  @Override
  boolean isSectionOpen() {
    return state.isDisabled() && state.section() == section;
  }

  @Override
  public String toString() {
    return "LocalInterruptDisabled[assumed]";
  }
}
