/** An assertion that the checker really ran; for any test framework, without a dependency. */
package lockproof.test;
