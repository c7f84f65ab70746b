/** The command line: the same engine as the plugin, over any folder of sources. */
package lockproof.cli;
