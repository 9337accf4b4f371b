package dev.microauth.web.http;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The request methods that a route may have, and [#OTHER] for all the rest (TRACE, CONNECT, invented ones), which no
/// route may have: they end in 405.
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    OTHER;

    private static final Map<String, Method> BY_NAME =
            Arrays.stream(values())
                    .filter(method -> method != OTHER)
                    .collect(Collectors.toUnmodifiableMap(Method::name, Function.identity()));

    /// The method of this exact name. RFC 9110 §9.1: names are case-sensitive, so `get` is [#OTHER].
    public static Method of(String name) {
        return BY_NAME.getOrDefault(name, OTHER);
    }
}
