package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpServer;
import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.web.Doors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

class MountedDoorsTest extends MountedDoorsContract {
    @Override
    protected AutoCloseable serve(Doors doors, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = HttpServer.create(address, 0);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        DoorsHandler.mount(server, doors.auth());
        DoorsHandler.mount(server, doors.admin());
        server.start();
        return () -> {
            server.stop(0);
            threads.close();
        };
    }
}
