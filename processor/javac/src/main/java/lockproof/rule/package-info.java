/** What a rule is, and the list of all rules. */
package lockproof.rule;
