/** Rules about regions in which the thread must not be put to sleep. */
package lockproof.rule.atomic;
