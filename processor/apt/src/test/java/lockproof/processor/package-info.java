/** The processor in whole compilations, under javac and under Eclipse's compiler. */
package lockproof.processor;
