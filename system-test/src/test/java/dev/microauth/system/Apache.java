package dev.microauth.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An Apache whose mod_auth_openidc guards a page that tells to whom it was shown.
final class Apache implements AutoCloseable {
    /// Where the module takes answers; no page of its own.
    static final String REDIRECT = "/redirect_uri";

    private final Program program;
    private final int port;
    private final Path errors;

    Apache(Path place, int port, String issuer, Credentials client) throws IOException {
        this.port = port;
        this.errors = place.resolve("error.log");
        Path pages = Files.createDirectory(place.resolve("pages"));
        Files.writeString(
                pages.resolve("index.html"), "<!doctype html><title>Minutes</title>The minutes.");
        Files.writeString(place.resolve("httpd.conf"), configuration(place, port, issuer, client));
        program = new Program(launch(place), place, port);
    }

    private static Launch launch(Path place) throws IOException {
        Path program = Path.of("/usr/sbin/apache2");
        if (!Files.isExecutable(program)) {
            throw new AssertionError("apache2 is not installed: run `./check clients`");
        }
        return Launch.of(
                        program.toString(),
                        "-DFOREGROUND",
                        "-f",
                        place.resolve("httpd.conf").toString())
                .in(place)
                .asNobody(place);
    }

    private static String configuration(Path place, int port, String issuer, Credentials client) {
        return """
        ServerRoot %1$s
        ServerName 127.0.0.1
        PidFile %1$s/apache.pid
        DefaultRuntimeDir %1$s
        Mutex file:%1$s
        ErrorLog %1$s/error.log
        LogLevel warn auth_openidc:info
        Listen 127.0.0.1:%2$d
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
        LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
        LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
        LoadModule auth_openidc_module /usr/lib/apache2/modules/mod_auth_openidc.so
        StartServers 1
        DocumentRoot %1$s/pages
        DirectoryIndex index.html
        OIDCProviderMetadataURL %3$s/.well-known/openid-configuration
        OIDCClientID %4$s
        OIDCClientSecret %5$s
        OIDCRedirectURI http://127.0.0.1:%2$d%6$s
        OIDCCryptoPassphrase seven-grey-geese-on-a-lake
        OIDCScope "openid profile email"
        OIDCPKCEMethod S256
        OIDCRemoteUserClaim preferred_username
        OIDCCookieSameSite On
        <Location />
            AuthType openid-connect
            Require valid-user
            Header set X-Remote-User "expr=%%{REMOTE_USER}"
        </Location>
        """
                .formatted(place, port, issuer, client.id(), client.secret(), REDIRECT);
    }

    String log() {
        try {
            return program.log() + (Files.exists(errors) ? Files.readString(errors) : "");
        } catch (IOException e) {
            return e.toString();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        program.close();
    }
}
