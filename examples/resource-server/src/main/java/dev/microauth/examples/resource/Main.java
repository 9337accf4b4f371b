package dev.microauth.examples.resource;

import com.sun.net.httpserver.HttpServer;
import dev.microauth.guard.Guards;
import dev.microauth.jdkhttp.GuardedServer;
import dev.microauth.jose.Revocations;
import dev.microauth.jose.TokenVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Serves orders to whoever shows a live token of the issuer that is meant for this API.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(said("PORT", "8080"));
        var verifier =
                TokenVerifier.builder()
                        .issuer(said("ISSUER", "http://localhost:9040"))
                        .audience("https://orders.example.com")
                        .revocations(Revocations.asClient("orders-api", said("CLIENT_SECRET", "")))
                        .build();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        new GuardedServer(server, new Guards(verifier, "orders"))
                .resource("/orders", new Orders())
                .resource("/health", new Health(verifier));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.stop(1);
                            verifier.close();
                        }));
        server.start();
    }

    private static String said(String variable, String otherwise) {
        return Optional.ofNullable(System.getenv(variable)).orElse(otherwise);
    }
}
