/** Records whose holders are generated: what benchmarks measure and torture tries to break. */
package lockproof.holders;
