package dev.microauth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Db;
import dev.microauth.MicroAuth;
import dev.microauth.Storage;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What is slow to load is loaded by who uses it.
class WithoutLibraryTest {
    @Test
    void an_engine_opens_and_asks_for_passkeys_before_the_library_is_loaded() throws Exception {
        URL[] parts =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(part -> !part.contains("yubico") && !part.contains("jackson"))
                        .map(WithoutLibraryTest::url)
                        .toArray(URL[]::new);
        try (var loader = new URLClassLoader(parts, ClassLoader.getPlatformClassLoader())) {
            var opening = loader.loadClass(Opening.class.getName());
            assertThat(opening.getClassLoader()).isSameAs(loader);
            opening.getMethod("run").invoke(null);
        }
    }

    private static URL url(String part) {
        try {
            return new File(part).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Runs inside the loader that has no library.
    public static final class Opening {
        private Opening() {}

        public static void run() {
            try (var storage = Storage.empty(Db.SQLITE);
                    var auth = storage.open(MicroAuth.builder())) {
                Ceremony asked = auth.passkeys().startSignIn(PasskeySite.HOLDER);
                if (!asked.optionsJson().contains("challenge")) {
                    throw new IllegalStateException(asked.optionsJson());
                }
            }
            try {
                Class.forName("com.yubico.webauthn.RelyingParty");
                throw new IllegalStateException("the library is there: this shows nothing");
            } catch (ClassNotFoundException expected) {
                // As it should be.
            }
        }
    }
}
