package dev.microauth.web.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Which addresses a name has now.
@FunctionalInterface
public interface Resolver {
    /// At least one.
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// As this machine does.
    static Resolver ofSystem() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
