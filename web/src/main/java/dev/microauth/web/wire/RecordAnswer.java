package dev.microauth.web.wire;

import dev.microauth.api.WireFormat;
import dev.microauth.web.http.Response;

/// A wire record as an answer of the auth port. What such a record tells is somebody's own, so no cache keeps it.
public final class RecordAnswer {
    private RecordAnswer() {}

    public static Response ok(Record record) {
        return of(200, record);
    }

    public static Response created(Record record) {
        return of(201, record);
    }

    private static Response of(int status, Record record) {
        return Response.json(status, new WireFormat().bytes(record)).noStore();
    }
}
