/** jcstress tests of the runtime; the outcomes named forbidden must never be seen. */
package lockproof.torture.stress;
