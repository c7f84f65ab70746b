package lockproof.context;

import lockproof.internal.InterruptState;

/** A token for a section that someone else opened; open while any section is. */
final class AssumedDisabled extends LocalInterruptDisabled {
  private final long section;

  AssumedDisabled(InterruptState state) {
    super(state);
    this.section = state.section();
  }

  @Override
  boolean isOpen() {
    return state.isDisabled() && state.section() == section;
  }

  @Override
  public String toString() {
    return "LocalInterruptDisabled[assumed]";
  }
}
