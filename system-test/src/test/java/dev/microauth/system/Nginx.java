package dev.microauth.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An nginx that asks microauthd's `/whoami` before it lets a request through to an application.
final class Nginx implements AutoCloseable {
    /// How it speaks to microauthd.
    enum Speech {
        HTTP_1_0("proxy_http_version 1.0;"),
        HTTP_1_1("proxy_http_version 1.1; proxy_set_header Connection \"\";");

        private final String line;

        Speech(String line) {
            this.line = line;
        }
    }

    private final Application application = new Application();
    private final int port = Ports.one();
    private final Program proxy;

    Nginx(Path place, int whoami, Speech speech) throws IOException {
        proxy =
                ReverseProxy.nginx(
                        place, port, server(port, application.port(), whoami, speech.line));
    }

    private static String server(int port, int application, int whoami, String speech) {
        return """
        server {
            listen 127.0.0.1:%d;
            location / {
                auth_request /of-microauthd;
                proxy_pass http://127.0.0.1:%d;
            }
            location = /of-microauthd {
                internal;
                proxy_pass http://127.0.0.1:%d/whoami;
                %s
                proxy_pass_request_body off;
                proxy_set_header Content-Length "";
            }
        }
        """
                .formatted(port, application, whoami, speech);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// The paths with which the application was reached.
    List<String> reached() {
        return application.reached().stream().map(Application.Reached::target).toList();
    }

    @Override
    public void close() {
        proxy.close();
        application.close();
    }
}
