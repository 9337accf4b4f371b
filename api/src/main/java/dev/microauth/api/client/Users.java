package dev.microauth.api.client;

import dev.microauth.api.LinkView;
import dev.microauth.api.Listing;
import dev.microauth.api.Lockout;
import dev.microauth.api.PasskeyView;
import dev.microauth.api.PermissionView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.SessionView;
import dev.microauth.api.UserCreated;
import dev.microauth.api.UserCreation;
import dev.microauth.api.UserView;
import java.util.UUID;

/// People.
public final class Users extends Nouns<UserView, UserCreation, UserCreated> {
    Users(Wire wire) {
        super(wire, "/users", UserView.class, UserCreated.class);
    }

    public Assignments<RoleView> roles(UUID id) {
        return new Assignments<>(wire(), at(id, "roles"), RoleView.class);
    }

    public Assignments<ScopeView> scopes(UUID id) {
        return new Assignments<>(wire(), at(id, "scopes"), ScopeView.class);
    }

    /// What the roles of a user add up to.
    public Listing<PermissionView> permissions(UUID id, Query query) {
        return wire().list(at(id, "permissions"), query, PermissionView.class);
    }

    /// A one-time link to choose a password anew.
    public LinkView reset(UUID id) {
        return wire().post(at(id, "reset"), LinkView.class);
    }

    /// A one-time link for somebody who has no password yet.
    public LinkView invite(UUID id) {
        return wire().post(at(id, "invite"), LinkView.class);
    }

    public void activate(UUID id) {
        wire().act(at(id, "activate"));
    }

    public void deactivate(UUID id) {
        wire().act(at(id, "deactivate"));
    }

    public void verifyEmail(UUID id) {
        wire().act(at(id, "verify-email"));
    }

    public void lockOut(UUID id, Lockout lockout) {
        wire().act(at(id, "lockout"), lockout);
    }

    public void clearLockout(UUID id) {
        wire().delete(at(id, "lockout"));
    }

    public Listing<PasskeyView> passkeys(UUID id, Query query) {
        return wire().list(at(id, "passkeys"), query, PasskeyView.class);
    }

    /// Takes a passkey from a user, and ends what they are signed in to.
    public void removePasskey(UUID id, UUID passkey) {
        wire().delete(at(id, "passkeys") + "/" + passkey);
    }

    /// Takes somebody's authenticator app away, and ends their sessions.
    public void removeTotp(UUID id) {
        wire().delete(at(id, "totp"));
    }

    public Listing<SessionView> sessions(UUID id, Query query) {
        return wire().list(at(id, "sessions"), query, SessionView.class);
    }

    /// Ends every session of a user.
    public void endSessions(UUID id) {
        wire().delete(at(id, "sessions"));
    }
}
