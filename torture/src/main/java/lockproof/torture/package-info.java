/** A torture driver for the locks of the runtime: options, threads, statistics and a verdict. */
package lockproof.torture;
