/// Owns what people let clients have, until they take it back. Does not know who asks, nor what the page looks like.
package dev.microauth.consent;
