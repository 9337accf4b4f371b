/// Javalin, as a home for guarded handlers and for the doors of an engine.
package dev.microauth.javalin;
