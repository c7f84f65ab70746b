/** Tests of the host against a fake checker. */
package lockproof.javac;
