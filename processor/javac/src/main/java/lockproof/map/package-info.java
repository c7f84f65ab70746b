/** The locking map: what each lock protects, who takes it, in which order, at which level. */
package lockproof.map;
