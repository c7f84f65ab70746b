/** The annotation processor: finds the marks, runs the generators, reports. */
package lockproof.processor;
