package dev.microauth.password;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds libsodium: the system's first, then the one that the jar of `lazysodium-java` brings for this platform.
final class SodiumLibrary {

    private static final FunctionDescriptor PWHASH =
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                    JAVA_INT);

    private final Path directory;

    SodiumLibrary(Path directory) {
        this.directory = directory;
    }

    Optional<SodiumArgon2> open() {
        return system().or(this::bundled);
    }

    Optional<SodiumArgon2> system() {
        return systemNames().stream().flatMap(name -> named(name).stream()).findFirst();
    }

    Optional<SodiumArgon2> bundled() {
        return bundledName().flatMap(this::unpacked);
    }

    /// None for Windows: its search by name looks into the working directory, where anybody may have put a library.
    private static List<String> systemNames() {
        return switch (system(System.getProperty("os.name", ""))) {
            case "linux" -> List.of("libsodium.so.26", "libsodium.so.23");
            case "mac" ->
                    List.of(
                            "/opt/homebrew/lib/libsodium.dylib",
                            "/usr/local/lib/libsodium.dylib",
                            "/opt/local/lib/libsodium.dylib");
            default -> List.of();
        };
    }

    private static Optional<String> bundledName() {
        String system = system(System.getProperty("os.name", ""));
        String machine = System.getProperty("os.arch", "");
        return switch (system + " " + machine) {
            case "linux amd64" -> Optional.of("linux64/libsodium.so");
            case "linux aarch64" -> Optional.of("arm64/libsodium.so");
            case "mac x86_64" -> Optional.of("mac/libsodium.dylib");
            case "mac aarch64" -> Optional.of("mac_arm/libsodium.dylib");
            case "windows amd64" -> Optional.of("windows64/libsodium.dll");
            default -> Optional.empty();
        };
    }

    private static String system(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("windows") ? "windows" : lower.startsWith("mac") ? "mac" : lower;
    }

    @SuppressWarnings("restricted") // the caller asked whether native access is enabled
    private static Optional<SodiumArgon2> named(String name) {
        try {
            return bind(SymbolLookup.libraryLookup(name, Arena.global()), "the system's " + name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // the caller asked whether native access is enabled
    private Optional<SodiumArgon2> unpacked(String resource) {
        try (InputStream in = SodiumLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            String ending = resource.substring(resource.lastIndexOf('.'));
            Path file = new UnpackedFile(directory, "libsodium", ending).of(in.readAllBytes());
            return bind(SymbolLookup.libraryLookup(file, Arena.global()), "bundled, in " + file);
        } catch (IOException | IllegalArgumentException e) {
            // A read-only or noexec directory, a foreign C library: pure Java does the work then,
            // and the start log names it.
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // the caller asked whether native access is enabled
    private static Optional<SodiumArgon2> bind(SymbolLookup library, String origin) {
        Optional<MemorySegment> init = library.find("sodium_init");
        Optional<MemorySegment> pwhash = library.find("crypto_pwhash_argon2id");
        if (init.isEmpty() || pwhash.isEmpty()) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        try {
            // 0 the first time, 1 when somebody in this process did it before.
            int ready =
                    (int)
                            linker.downcallHandle(init.get(), FunctionDescriptor.of(JAVA_INT))
                                    .invokeExact();
            if (ready < 0) {
                return Optional.empty();
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libsodium could not be initialised.", e);
        }
        return Optional.of(new SodiumArgon2(linker.downcallHandle(pwhash.get(), PWHASH), origin));
    }
}
