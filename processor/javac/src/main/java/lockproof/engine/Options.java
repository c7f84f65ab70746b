package lockproof.engine;

/**
 * What settings change about the analysis itself.
 *
 * @param strict whether even reads that the default policy lets pass inside a section are hazards
 * @param survey whether to tell of all that concerns locks, and not only of what rules judge
 */
public record Options(boolean strict, boolean survey) {}
