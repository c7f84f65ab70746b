/**
 * What methods and types promise about locking: contracts read from annotations and from models.
 */
package lockproof.contract;
