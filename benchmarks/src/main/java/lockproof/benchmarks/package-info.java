/** Measures the runtime against the locks of the JDK, always as ratios within one run. */
package lockproof.benchmarks;
