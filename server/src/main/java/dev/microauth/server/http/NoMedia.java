package dev.microauth.server.http;

import io.helidon.common.GenericType;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.http.media.EntityReader;
import io.helidon.http.media.EntityWriter;
import io.helidon.http.media.MediaContext;
import io.helidon.http.media.MediaContextConfig;

/// Bodies are bytes here; without this the codec would look for converters at every start.
final class NoMedia implements MediaContext {
    @Override
    public <T> EntityReader<T> reader(GenericType<T> type, Headers headers) {
        throw none();
    }

    @Override
    public <T> EntityWriter<T> writer(
            GenericType<T> type, Headers request, WritableHeaders<?> response) {
        throw none();
    }

    @Override
    public <T> EntityReader<T> reader(GenericType<T> type, Headers request, Headers response) {
        throw none();
    }

    @Override
    public <T> EntityWriter<T> writer(GenericType<T> type, WritableHeaders<?> request) {
        throw none();
    }

    @Override
    public MediaContextConfig prototype() {
        throw none();
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("bodies are bytes");
    }
}
