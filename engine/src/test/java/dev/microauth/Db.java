package dev.microauth;

/// The databases that storage tests run on.
public enum Db {
    SQLITE,
    POSTGRESQL
}
