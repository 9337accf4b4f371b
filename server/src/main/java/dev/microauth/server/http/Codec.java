package dev.microauth.server.http;

import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.common.context.Contexts;
import io.helidon.http.HttpLogConfig;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import java.util.concurrent.ExecutorService;

/// The HTTP/1.1 codec of one listener: strict, quiet, without any discovered feature.
final class Codec implements ListenerContext {
    private final Http1ConnectionSelector http1;
    private final ListenerConfig config;
    private final DirectHandlers errors;
    private final MediaContext media = new NoMedia();
    private final ContentEncodingContext encoding = new NoEncoding();
    private final Limit unlimited = FixedLimit.create();

    Codec(Limits limits, boolean tls) {
        this.errors = new ProtocolErrors(tls).everywhere();
        this.config = ListenerConfig.builder().protocolsDiscoverServices(false).buildPrototype();
        Http1Config strict =
                Http1Config.builder()
                        .maxPrologueLength(limits.maxHeaderBytes() / 2)
                        // The connection counts for itself, so that it can answer 431; this is the
                        // net below.
                        .maxHeadersSize(2 * limits.maxHeaderBytes() + 32 * 1024)
                        .validateRequestHeaders(true)
                        .sendKeepAliveHeader(false)
                        // Not even at the finest level may a log hold a header or a body.
                        .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
                        .buildPrototype();
        this.http1 = Http1ConnectionSelector.builder().config(strict).build();
    }

    static void warmUp() {
        Codec codec = new Codec(Limits.auth(), false);
        HttpPrologue prologue =
                HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", Method.GET, "/?a=b", true);
        Response response =
                StandardHeaders.on(
                        Response.error(404, prologue.query().rawValue(), ""),
                        Request.newId(),
                        false);
        Wire.bytes(response, codec.http1.supportedApplicationProtocols().isEmpty(), false);
        HttpRouting.empty();
    }

    ServerConnection open(ConnectionContext connection) {
        return http1.connection(connection);
    }

    void run(ServerConnection http) throws InterruptedException {
        http.handle(unlimited);
    }

    @Override
    public Context context() {
        return Contexts.globalContext();
    }

    @Override
    public MediaContext mediaContext() {
        return media;
    }

    @Override
    public ContentEncodingContext contentEncodingContext() {
        return encoding;
    }

    @Override
    public DirectHandlers directHandlers() {
        return errors;
    }

    @Override
    public ListenerConfig config() {
        return config;
    }

    @Override
    public ExecutorService executor() {
        throw new UnsupportedOperationException("each connection has its own thread");
    }
}
