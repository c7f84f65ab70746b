/** Generates the holder of a record marked {@code @SeqLocked}, a step a class. */
package lockproof.processor.seq;
