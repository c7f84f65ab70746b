/** Tests of the command line, run in process. */
package lockproof.cli;
