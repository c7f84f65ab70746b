package lockproof.processor.seq;

import com.palantir.javapoet.TypeName;

/**
 * One component of the record.
 *
 * @param name of the component, of its field, and of the locals that carry it
 * @param type as declared
 * @param erased what its handle works on
 * @param handle the constant that holds the handle
 */
record Component(String name, TypeName type, TypeName erased, String handle) {}
