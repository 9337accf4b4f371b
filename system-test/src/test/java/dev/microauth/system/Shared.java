package dev.microauth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one daemon that they share, with people and clients in it. It is started when the
/// first of them asks, and stopped after the last.
final class Shared implements ParameterResolver {
    /// @param demo the client that quickstart made
    record House(Path place, Microauthd daemon, Credentials demo, Household household)
            implements AutoCloseable {
        private static House build() {
            try {
                Path place = Files.createTempDirectory("microauth-shared");
                Path data = place.resolve("data");
                var ports = Ports.free();
                Credentials demo;
                try (var first = Microauthd.quickstart(data, ports)) {
                    demo = JourneyTest.demo(first);
                    first.terminate();
                }
                var household = Household.moveInto(data);
                return new House(place, Microauthd.serve(data, ports), demo, household);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        AuthPort auth() {
            return daemon.auth();
        }

        @Override
        public void close() throws IOException {
            daemon.close();
            try (Stream<Path> files = Files.walk(place)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION,
                        ExtensionContext.Namespace.create(Shared.class))
                .computeIfAbsent(House.class, _ -> House.build(), House.class);
    }
}
