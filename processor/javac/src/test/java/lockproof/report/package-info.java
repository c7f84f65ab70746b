/** Tests of what becomes of a finding. */
package lockproof.report;
