package dev.microauth.web.files;

import dev.microauth.secret.Digest;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import dev.microauth.web.http.Unrouted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of one directory, as they stand there: no listing, no hidden files, no links, nothing above it.
///
/// A page among them has the origin of the sign-in pages: whoever can write there can act as whoever signs in here.
public final class PublicFiles implements Unrouted {
    /// Longer files are not there.
    public static final int LONGEST = 2 * 1024 * 1024;

    private static final int DEEPEST = 16;

    // Nothing is decoded, so that no spelling of a path can mean another one. A name never begins
    // with a dot.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}");

    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'";

    // A picture that is opened by itself is a document: this one can do nothing.
    private static final String OTHER_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    private final Path root;
    private final String below;

    /// @param below the path of the issuer, below which the files stand too; empty for most
    public PublicFiles(Path root, String below) {
        this.root = root;
        this.below = below;
    }

    @Override
    public Optional<Response> answer(Request request) {
        String path = request.path();
        String rest =
                !below.isEmpty() && path.startsWith(below + "/")
                        ? path.substring(below.length())
                        : path;
        return names(rest)
                .flatMap(this::find)
                .flatMap(file ->
                        read(file)
                                .map(bytes ->
                                        response(
                                                request,
                                                ContentType.of(String.valueOf(file.getFileName())),
                                                bytes)));
    }

    /// The segments of the path; `index.html` behind a last slash.
    private static Optional<List<String>> names(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = Arrays.asList(path.substring(1).split("/", -1));
        if (names.getLast().isEmpty()) {
            names.set(names.size() - 1, "index.html");
        }
        return names.size() <= DEEPEST
                        && names.stream().allMatch(name -> NAME.matcher(name).matches())
                ? Optional.of(names)
                : Optional.empty();
    }

    /// Every step on the way is a directory of its own and no link to one.
    private Optional<Path> find(List<String> names) {
        Path place = root;
        for (String name : names) {
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            place = place.resolve(name);
        }
        return Optional.of(place);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            var attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || attributes.size() > LONGEST) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(LONGEST + 1);
                return bytes.length <= LONGEST ? Optional.of(bytes) : Optional.empty();
            }
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static Response response(Request request, String type, byte[] bytes) {
        String tag =
                '"'
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Digest.sha256(bytes))
                        + '"';
        Response answer =
                isKnown(request, tag) ? Response.empty(304) : Response.of(200, type, bytes);
        return StandardHeaders.ofDocument(answer)
                .with("etag", tag)
                .with("cache-control", "no-cache")
                .with(
                        "content-security-policy",
                        ContentType.isPage(type) ? PAGE_POLICY : OTHER_POLICY);
    }

    // RFC 9110 §13.1.2: whoever has these bytes already is told so.
    private static boolean isKnown(Request request, String tag) {
        return request.headers("if-none-match").stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }
}
