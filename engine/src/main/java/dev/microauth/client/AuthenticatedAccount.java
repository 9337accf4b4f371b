package dev.microauth.client;

import dev.microauth.oauth.GrantType;
import dev.microauth.service.ServiceAccount;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Generation;

/// A service account that has proved who it is by its credential.
public final class AuthenticatedAccount implements AuthenticatedCaller {
    private final ServiceAccount account;
    private final Generation generation;

    AuthenticatedAccount(ServiceAccount account, Generation generation) {
        this.account = account;
        this.generation = generation;
    }

    public ServiceAccount account() {
        return account;
    }

    /// The count under which the credential was good.
    public Generation generation() {
        return generation;
    }

    @Override
    public ClientId clientId() {
        return account.name();
    }

    /// A service account acts for itself and for nobody else.
    @Override
    public boolean may(GrantType grant) {
        return grant == GrantType.CLIENT_CREDENTIALS;
    }
}
