package lockproof.engine;

/**
 * What settings change about the analysis itself.
 *
 * @param strict whether even reads that the default policy lets pass inside a section are hazards
 */
public record Options(boolean strict) {}
