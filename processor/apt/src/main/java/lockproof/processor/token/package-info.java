/** Generates the token class of an interface marked {@code @ContextToken}, a step a class. */
package lockproof.processor.token;
