package dev.microauth.bridge;

import java.io.IOException;
import java.util.List;

/// A request as its web framework tells of it.
///
/// ```java
/// var request = new BridgeRequest("GET", "/orders", "page=2", name -> List.of(), atMost -> new byte[0]);
/// ```
///
/// @param method in capitals, as it was sent
/// @param path below the path of the base URL, as it was sent: neither decoded nor normalised, so that nobody reads it in
///     another way than the bridge does
/// @param query as it was sent, without the question mark; empty where there is none
public record BridgeRequest(String method, String path, String query, Headers headers, Body body) {
    /// The values of a header, each as it was sent; the name in any letter case.
    @FunctionalInterface
    public interface Headers {
        List<String> all(String name);
    }

    /// The body, read on demand.
    @FunctionalInterface
    public interface Body {
        /// At most so many bytes of it. One that is longer is cut off there.
        byte[] read(int atMost) throws IOException;
    }

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    /// The address, as a browser would come back to it.
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /// Neither the query nor headers: codes and cookies are in them.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
