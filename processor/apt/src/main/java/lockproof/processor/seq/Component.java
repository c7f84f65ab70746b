package lockproof.processor.seq;

import com.palantir.javapoet.TypeName;

/**
 * One value that is held.
 *
 * @param name of its field, and of the locals that carry it
 * @param path how it is reached from the record, as {@code from.x}
 * @param type as declared
 * @param erased what its handle works on
 * @param handle the constant that holds the handle
 */
record Component(String name, String path, TypeName type, TypeName erased, String handle) {}
