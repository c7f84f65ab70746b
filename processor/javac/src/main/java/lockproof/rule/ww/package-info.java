/** Rules about sets of locks that are taken together and backed off from together. */
package lockproof.rule.ww;
