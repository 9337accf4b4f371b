package dev.microauth;

import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.MasterKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Where the master key of an engine comes from.
sealed interface MasterKeySource {
    /// The key, if it is there. The caller closes it.
    ///
    /// Throws [DirectoryRefusal] when something else is there.
    Optional<MasterKey> read();

    /// For the message that it is missing, or does not fit.
    String described();

    /// A file with one line of 64 hexadecimal digits.
    record FromFile(Path file) implements MasterKeySource {
        @Override
        public Optional<MasterKey> read() {
            return DataDirectory.readSecret(file)
                    .map(bytes -> parse(new String(bytes, StandardCharsets.US_ASCII), described()));
        }

        @Override
        public String described() {
            return file.toString();
        }

        void keep(MasterKey key) {
            DataDirectory.writeSecret(file, key.toHex());
        }
    }

    /// A variable with the same digits.
    record FromEnvironment(String name) implements MasterKeySource {
        @Override
        public Optional<MasterKey> read() {
            return Optional.ofNullable(System.getenv(name)).map(text -> parse(text, described()));
        }

        @Override
        public String described() {
            return "the environment variable " + name;
        }
    }

    /// A key that the application brings with it.
    record Given(MasterKey key) implements MasterKeySource {
        @Override
        public Optional<MasterKey> read() {
            return Optional.of(key.copy());
        }

        @Override
        public String described() {
            return "the master key that was given";
        }
    }

    private static MasterKey parse(String text, String where) {
        try {
            return MasterKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DirectoryRefusal(where + " holds no key: " + e.getMessage());
        }
    }
}
