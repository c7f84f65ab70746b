/** The host: how the checker gets into javac, is configured there, and never harms a build. */
package lockproof.javac;
