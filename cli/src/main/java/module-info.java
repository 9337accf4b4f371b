/// mad, the administration on the command line.
@org.jspecify.annotations.NullMarked
module dev.microauth.cli {
    requires static org.jspecify;
    requires com.google.zxing;
    requires java.net.http;
    requires jdk.httpserver;
    requires dev.microauth.api;
    requires dev.microauth.jose;
}
