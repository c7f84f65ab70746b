/**
 * The engine: regions, symbolic values, worlds, and the interpreter that turns code into events.
 */
package lockproof.engine;
