/** Rules about taking and releasing locks, and about the data they guard. */
package lockproof.rule.hold;
