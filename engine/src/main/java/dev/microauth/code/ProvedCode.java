package dev.microauth.code;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AskedClaims;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A code that was shown by the client it is for, with all that belongs to it, and had not been used then. Only this
/// package makes one; whether it is used first is decided by [Codes#use].
public final class ProvedCode {
    private final byte[] hash;
    private final Grant grant;

    ProvedCode(byte[] hash, Grant grant) {
        this.hash = hash.clone();
        this.grant = grant;
    }

    /// What it stands for. `generation` is the count of the ring under which its person signed in.
    public record Grant(
            UserId user,
            SessionId session,
            ScopeSet scopes,
            Optional<String> nonce,
            AskedClaims claims,
            Instant authTime,
            List<String> methods,
            long generation) {
        public Grant {
            methods = List.copyOf(methods);
        }
    }

    byte[] hash() {
        return hash.clone();
    }

    public Grant grant() {
        return grant;
    }

    @Override
    public String toString() {
        return "code of " + grant.user();
    }
}
