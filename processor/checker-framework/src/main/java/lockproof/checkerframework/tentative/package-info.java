/** The Tentative Checker: what was read in an optimistic section is used only once validated. */
package lockproof.checkerframework.tentative;
