/** What becomes of a finding: its place, its rendering, and whether anybody has excused it. */
package lockproof.report;
