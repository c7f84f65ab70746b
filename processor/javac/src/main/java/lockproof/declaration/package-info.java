/** Rules about declarations, which know neither trees nor javac: they run in every compiler. */
package lockproof.declaration;
