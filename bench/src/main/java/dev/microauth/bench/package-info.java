/// Load scenarios: they start the packaged daemon as anybody would, put load on it over sockets and print what they saw.
package dev.microauth.bench;
