/** What every generator needs: a contract with the processor, problems, and common steps. */
package lockproof.processor.generate;
