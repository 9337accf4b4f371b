package dev.microauth.server.control;

/// Where a verb says how far it is and what came out. A line each.
public interface Report {
    void progress(String line);

    void result(String line);
}
