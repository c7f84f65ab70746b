package lockproof.benchmarks;

import java.util.Map;

/**
 * What was measured with one JDK.
 *
 * @param jdk its version
 * @param times nanoseconds per operation of each benchmark in each round
 * @param bytes bytes allocated per operation
 */
record Figures(String jdk, Map<String, double[]> times, Map<String, Double> bytes) {}
