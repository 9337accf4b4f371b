package dev.microauth.web.http;

import dev.microauth.web.http.MalformedRequest.Problem;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Which proxies may tell us who the client is, and what follows from what they tell (RFC 7239).
///
/// Forwarding headers count only when the peer of the connection is listed. The chain is walked from the right to the
/// first address that is not listed; an element without a usable address (`unknown`, `_hidden`, nonsense) ends the
/// walk at the last known address. `Forwarded` and `X-Forwarded-*` may both be there when they lead to the same caller; when
/// they do not, one of them was passed through unchecked and the request is refused. `X-Forwarded-Host` and `host` say
/// nothing of us: our own addresses come from the settings.
public final class ProxyTrust {
    private final List<Cidr> trusted;

    private ProxyTrust(List<Cidr> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// Believes no header: the client is the peer.
    public static ProxyTrust nobody() {
        return new ProxyTrust(List.of());
    }

    public static ProxyTrust of(List<Cidr> trusted) {
        return new ProxyTrust(trusted);
    }

    public boolean trusts(InetAddress address) {
        for (Cidr range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// Decides who called.
    ///
    /// @param peer the other end of the connection
    /// @param tls whether the connection is TLS
    /// @throws MalformedRequest when a trusted proxy sends headers that contradict each other
    public Caller resolve(InetAddress peer, boolean tls, Headers headers) {
        if (trusted.isEmpty() || !trusts(peer)) {
            return new Caller(peer, tls);
        }
        var direct = new Caller(peer, tls, true);
        Optional<Caller> standard =
                ForwardedChain.standard(headers).map(chain -> walk(chain, direct));
        Optional<Caller> legacy = ForwardedChain.legacy(headers).map(chain -> walk(chain, direct));
        if (standard.isPresent() && legacy.isPresent() && !standard.equals(legacy)) {
            throw new MalformedRequest(
                    Problem.CONTRADICTION,
                    "Forwarded and X-Forwarded-* contradict each other. Let the proxy remove the one it does not set.");
        }
        return standard.or(() -> legacy).orElse(direct);
    }

    private Caller walk(ForwardedChain chain, Caller direct) {
        InetAddress client = direct.address();
        boolean secure = direct.secure();
        for (ForwardedChain.Hop hop : chain.hops().reversed()) {
            if (!trusts(client)) {
                break;
            }
            // The proxy that we came to believe wrote this element, so its word on the protocol
            // counts too.
            secure = hop.proto().map("https"::equals).orElse(secure);
            if (hop.address().isEmpty()) {
                break;
            }
            client = hop.address().get();
        }
        return new Caller(client, secure, true);
    }
}
