package dev.microauth.web.http;

/// The proof of an open route: nothing is proven.
public enum Anyone {
    ANYONE
}
