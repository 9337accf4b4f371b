package dev.microauth.web.pages;

import java.net.URI;

/// How `form-action` names whom a form may lead to. Chromium asks it for each redirect behind the form too.
final class FormTarget {
    private FormTarget() {}

    /// The origin of a web address; the scheme of any other, such as that of an app. CSP level 3 §2.3.1 has no form for
    /// an IPv6 literal, so there it is the scheme as well.
    static String of(String address) {
        URI uri = URI.create(address);
        String scheme = String.valueOf(uri.getScheme());
        String authority = uri.getRawAuthority();
        boolean web = scheme.equals("https") || scheme.equals("http");
        return web && authority != null && !authority.startsWith("[")
                ? scheme + "://" + authority
                : scheme + ":";
    }
}
