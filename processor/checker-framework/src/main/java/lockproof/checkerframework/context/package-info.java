/** The Context Checker: tokens and guards are used while they are live, and contexts are proven. */
package lockproof.checkerframework.context;
