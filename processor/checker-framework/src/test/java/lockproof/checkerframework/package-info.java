/** Tests of the checkers. */
package lockproof.checkerframework;
