package dev.microauth.cli;

import dev.microauth.api.Listing;
import dev.microauth.cli.Stub.Said;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What a [Stub] answers below the path of the admin API.
record AdminStub(Stub stub) {
    private static final String API = "/api/v1";

    static <V> Listing<V> page(V item) {
        return new Listing<>(List.of(item), Optional.empty(), Optional.of(1L), Optional.empty());
    }

    void on(String request, Record record) {
        stub.on(api(request), record);
    }

    void on(String request, Said said) {
        stub.on(api(request), said);
    }

    void on(String request, Function<String, Said> said) {
        stub.on(api(request), said);
    }

    void done(String request) {
        stub.on(api(request), Said.nothing(204));
    }

    void created(String request, Record record) {
        stub.on(api(request), stub.json(201, record));
    }

    private static String api(String request) {
        return request.replaceFirst(" ", " " + API);
    }

    void noun(String path, UUID id, String name, Record view) {
        on("GET " + path, page(view));
        on("GET " + path + "/" + id, view);
        on("GET " + path + "/by-name/" + name, view);
        on("PATCH " + path + "/" + id, view);
        done("DELETE " + path + "/" + id);
    }

    void assigned(String path, UUID id, Record view) {
        on("GET " + path, page(view));
        done("POST " + path + "/" + id);
        done("DELETE " + path + "/" + id);
    }
}
