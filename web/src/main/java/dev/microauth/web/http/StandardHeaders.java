package dev.microauth.web.http;

import dev.microauth.web.http.Response.Header;
import java.util.ArrayList;
import java.util.List;

/// The headers that stand on every answer, whoever made it. What a handler set itself stays, save the request id.
public final class StandardHeaders {
    private static final String CSP = "default-src 'none'; frame-ancestors 'none'";
    private static final List<Header> PLAIN =
            List.of(
                    new Header("x-content-type-options", "nosniff"),
                    new Header("referrer-policy", "no-referrer"),
                    new Header("cache-control", "no-store"),
                    new Header("content-security-policy", CSP));
    private static final List<Header> OVER_TLS =
            plus(PLAIN, new Header("strict-transport-security", "max-age=31536000"));
    private static final List<Header> PAGE = plus(PLAIN, new Header("x-frame-options", "DENY"));
    private static final List<Header> PAGE_OVER_TLS =
            plus(OVER_TLS, new Header("x-frame-options", "DENY"));

    private StandardHeaders() {}

    /// The answer with what is missing.
    ///
    /// @param requestId ours, from [Request#newId]
    /// @param secure whether the client's hop was TLS, so that RFC 6797 §7.2 lets us speak of strict transport
    public static Response on(Response response, String requestId, boolean secure) {
        boolean page =
                response.header("content-type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
        List<Header> defaults =
                page ? (secure ? PAGE_OVER_TLS : PAGE) : (secure ? OVER_TLS : PLAIN);
        return response.with("x-request-id", requestId).withDefaults(defaults);
    }

    /// What a document of ours carries besides, whoever wrote it: no other site opens, embeds or loads it, and it uses no
    /// part of the device.
    public static Response ofDocument(Response response) {
        return response.with("cross-origin-opener-policy", "same-origin")
                .with("cross-origin-resource-policy", "same-origin")
                .with(
                        "permissions-policy",
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private static List<Header> plus(List<Header> headers, Header more) {
        List<Header> all = new ArrayList<>(headers);
        all.add(more);
        return List.copyOf(all);
    }
}
