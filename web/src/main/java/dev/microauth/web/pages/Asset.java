package dev.microauth.web.pages;

import dev.microauth.secret.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Files that pages load. Each stands under a name that has its content in it, so that a browser may keep it for ever and
/// gets another one as soon as there is one.
public enum Asset {
    PASSKEY("passkey", ".js", "text/javascript; charset=utf-8");

    private static final String DIRECTORY = "/assets/";
    private static final int HASH_LENGTH = 16;

    private final String name;
    private final String mediaType;

    // Never changed, and handed out to be written alone.
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] content;

    Asset(String stem, String extension, String mediaType) {
        this.mediaType = mediaType;
        this.content = content(stem + extension);
        String hash = HexFormat.of().formatHex(Digest.sha256(content)).substring(0, HASH_LENGTH);
        this.name = stem + "-" + hash + extension;
    }

    static Optional<Asset> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name.equals(name)).findFirst();
    }

    /// Below the path of the issuer.
    public String path() {
        return DIRECTORY + name;
    }

    String mediaType() {
        return mediaType;
    }

    /// Not a copy.
    byte[] content() {
        return content;
    }

    private static byte[] content(String file) {
        try (InputStream in = Asset.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
