/// A Javalin application whose people sign in to the engine inside it.
@org.jspecify.annotations.NullMarked
package dev.microauth.examples.javalin;
