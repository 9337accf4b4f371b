/// An API that takes the tokens of a microauthd elsewhere.
@org.jspecify.annotations.NullMarked
package dev.microauth.examples.resource;
