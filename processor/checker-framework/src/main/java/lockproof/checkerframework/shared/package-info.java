/** What both checkers need: contracts, and the filter that leaves most classes alone. */
package lockproof.checkerframework.shared;
