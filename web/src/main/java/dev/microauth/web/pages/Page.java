package dev.microauth.web.pages;

import dev.microauth.secret.Digest;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A page on its way to a browser: one column, one style sheet, and headers that allow nothing but what it needs.
public final class Page {
    private static final String STYLE = style();
    // The style sheet stands in the page and is allowed by its hash: there is no second request,
    // and nothing to cache.
    private static final String STYLE_SOURCE = source(STYLE);

    private final Visit visit;
    private final String title;
    private final List<Tag> content = new ArrayList<>();
    private final List<String> targets = new ArrayList<>(List.of("'self'"));
    private int status = 200;
    private boolean wide;
    private Optional<Tag> navigation = Optional.empty();
    private Brand brand;
    private Optional<String> script = Optional.empty();
    private Optional<String> ownScript = Optional.empty();

    Page(Visit visit, String title) {
        this.visit = visit;
        this.title = title;
        this.brand = visit.brand();
    }

    public Page status(int code) {
        status = code;
        return this;
    }

    public Page add(Tag... tags) {
        content.addAll(List.of(tags));
        return this;
    }

    public Page add(List<Tag> tags) {
        content.addAll(tags);
        return this;
    }

    /// The page speaks in the name of somebody else than this server.
    public Page brand(Brand other) {
        brand = other;
        return this;
    }

    /// For lists and sections rather than one form.
    public Page wide() {
        wide = true;
        return this;
    }

    /// Stands above the title.
    public Page navigation(Tag tag) {
        navigation = Optional.of(tag);
        return this;
    }

    /// Forms on this page may lead to this address, also by a redirect.
    public Page leadingTo(String address) {
        targets.add(FormTarget.of(address));
        return this;
    }

    /// Loads a script of ours.
    public Page script(Asset asset) {
        script = Optional.of(visit.path(asset.path()));
        return this;
    }

    /// A script that stands in the page. It is one of ours and a constant: nothing is ever written into it.
    public Page inlineScript(InlineScript constant) {
        ownScript = Optional.of(constant.text());
        return this;
    }

    public Response respond() {
        // Security: H1.
        return StandardHeaders.ofDocument(Response.html(status, html()))
                .noStore()
                .with("content-security-policy", policy())
                .with("referrer-policy", "no-referrer");
    }

    private String policy() {
        var policy = new StringBuilder("default-src 'none'; style-src ").append(STYLE_SOURCE);
        brand.logo().ifPresent(_ -> policy.append("; img-src 'self'"));
        if (script.isPresent()) {
            policy.append("; script-src 'self'");
        }
        ownScript.ifPresent(text -> policy.append("; script-src ").append(source(text)));
        return policy.append("; form-action ")
                .append(String.join(" ", targets))
                .append("; base-uri 'none'; frame-ancestors 'none'")
                .append("; require-trusted-types-for 'script'")
                .toString();
    }

    private String html() {
        var page = new StringBuilder(8192);
        page.append("<!doctype html>\n<html lang=\"")
                .append(Tag.escaped(visit.texts().language()))
                .append("\"><head><meta charset=\"utf-8\"><title>")
                .append(Tag.escaped(title + " · " + brand.name()))
                .append("</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<meta name=\"robots\" content=\"noindex\"><style>")
                .append(STYLE)
                .append("</style>");
        script.ifPresent(path ->
                page.append("<script defer src=\"")
                        .append(Tag.escaped(path))
                        .append("\"></script>"));
        page.append(wide ? "</head><body class=\"wide\">" : "</head><body>");
        Tag main = Tag.of("main", header());
        navigation.ifPresent(main::add);
        main.add(Tag.of("h1", title)).add(content).writeTo(page);
        footer().ifPresent(tag -> tag.writeTo(page));
        ownScript.ifPresent(text -> page.append("<script>").append(text).append("</script>"));
        return page.append("</body></html>\n").toString();
    }

    private Tag header() {
        // Beside the name neither picture nor letter says anything to whoever cannot see them.
        Tag mark =
                brand.logo()
                        .map(path -> Tag.of("img").with("src", path).with("alt", ""))
                        .orElseGet(() ->
                                Tag.of("span", Brand.initial(brand.name()))
                                        .with("aria-hidden", "true"));
        return Tag.of("p", mark, Tag.of("bdi", brand.name())).with("class", "brand");
    }

    /// Whose page it is in truth, where it speaks in another name.
    private Optional<Tag> footer() {
        return brand.equals(visit.brand())
                ? Optional.empty()
                : Optional.of(
                        Tag.of("footer")
                                .add(
                                        visit.texts()
                                                .tag(
                                                        "p",
                                                        "page.by",
                                                        Tag.of("bdi", visit.brand().name()))));
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Digest.sha256(text)) + "'";
    }
}
