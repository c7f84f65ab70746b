package lockproof.holders;

import lockproof.annotations.SeqLocked;

/** Two numbers. */
@SeqLocked
public record Two(long a, long b) {}
