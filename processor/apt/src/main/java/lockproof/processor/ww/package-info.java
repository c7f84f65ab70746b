/** Generates the constant of a class of lock sets from the type that names it. */
package lockproof.processor.ww;
