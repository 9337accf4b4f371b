package dev.microauth.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where a sealed value stands. It is authenticated with the value, so that nothing sealed can be
/// moved to another row, column or table.
public record Place(String table, String column, String row) {
    static final Place ROOT_KEY = new Place("database.key", "root key", "1");

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        for (String part : List.of(table, column, row)) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }
}
