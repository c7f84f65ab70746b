/** Whole builds, forked, as a stranger would run them. */
package lockproof.it;
