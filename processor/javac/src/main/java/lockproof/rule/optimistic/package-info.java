/** Rules about what is read in optimistic sections. */
package lockproof.rule.optimistic;
