/**
 * Locks that are wrong on purpose: each has one fault, and a suite that does not see it is no good.
 */
package lockproof.torture.busted;
