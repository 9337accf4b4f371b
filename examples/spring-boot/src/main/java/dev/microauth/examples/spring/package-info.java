/// A Spring Boot application with guards and the engine inside.
@org.jspecify.annotations.NullMarked
package dev.microauth.examples.spring;
