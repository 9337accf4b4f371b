/// What the tests of several modules need. It knows none of those modules, so that the lowest of them can use it too.
@org.jspecify.annotations.NullMarked
package dev.microauth.testkit;
