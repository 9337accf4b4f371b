/// A shop with people, tokens and sign-in inside, on the web server of the JDK.
@org.jspecify.annotations.NullMarked
package dev.microauth.examples.plain;
