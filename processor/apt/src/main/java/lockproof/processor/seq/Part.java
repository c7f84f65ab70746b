package lockproof.processor.seq;

import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * A component of the record, or of one that is taken apart.
 *
 * @param accessor its name where it is declared
 * @param name of the local that carries it
 * @param type as declared
 * @param parts what it is taken apart into; empty where it is held as it is
 */
record Part(String accessor, String name, TypeName type, List<Part> parts) {}
