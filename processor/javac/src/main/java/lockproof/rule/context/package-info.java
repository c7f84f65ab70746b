/** Rules about tokens, guards and what is reached through them. */
package lockproof.rule.context;
