/// Owns how wire records come in and problems go out, on both ports. Does not know what they mean. Specs: RFC 9457,
/// RFC 7396.
package dev.microauth.web.wire;
