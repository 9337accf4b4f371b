/// Guards, Spring Security and mounted doors for Spring Boot. Knows the engine only where the application brings it.
@NullMarked
package dev.microauth.spring;

import org.jspecify.annotations.NullMarked;
