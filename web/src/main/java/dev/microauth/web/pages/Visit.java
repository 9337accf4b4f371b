package dev.microauth.web.pages;

import dev.microauth.web.http.Request;

/// A request that a page answers, with what the page needs to know of it.
///
/// @param prefix the path of the issuer, without a slash at the end; empty for most
public record Visit(Request request, Texts texts, String prefix, Brand brand) {
    /// A page of ours as links and forms name it: a proxy in front may show us below a path.
    public String path(String path) {
        return prefix + path;
    }

    /// A page with this title, which is a text already.
    public Page page(String title) {
        return new Page(this, title);
    }

    public Form form(String path) {
        return new Form(texts, path(path));
    }
}
