package lockproof.engine;

/**
 * One outcome of evaluating an expression.
 *
 * @param world what is the case afterwards
 * @param value what the expression gave
 */
record Out(World world, Value value) {}
