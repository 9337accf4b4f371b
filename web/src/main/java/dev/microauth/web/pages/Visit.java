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

    /// A way on to a page of ours, in the form of a button.
    public Tag link(String path, String label) {
        Tag link = Tag.of("a", label).with("class", "button").with("href", path(path));
        return Tag.of("div", link).with("class", "buttons");
    }

    public Form form(String path) {
        return new Form(texts, path(path));
    }
}
