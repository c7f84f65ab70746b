/** The type qualifiers of the checkers, and nothing else. */
package lockproof.checkerframework.qual;
