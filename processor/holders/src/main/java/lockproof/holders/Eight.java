package lockproof.holders;

import lockproof.annotations.SeqLocked;

/** Eight numbers. */
@SeqLocked
public record Eight(long a, long b, long c, long d, long e, long f, long g, long h) {}
