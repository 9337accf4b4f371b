package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.SERVICE_ACCOUNTS_READ;
import static dev.microauth.access.AdminPermission.SERVICE_ACCOUNTS_WRITE;

import dev.microauth.api.PostgresCredentials;
import dev.microauth.api.PostgresCredentialsView;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresEntry;
import dev.microauth.service.PostgresLogin;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.util.List;

/// `/postgres-credentials`: the database logins that are kept for service accounts.
final class PostgresCredentialsResource implements Resource {
    private static final String OF_ONE = "/service-accounts/{id}/postgres-credentials";

    private final dev.microauth.service.PostgresCredentials kept;

    PostgresCredentialsResource(dev.microauth.service.PostgresCredentials kept) {
        this.kept = kept;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(
                                "/postgres-credentials",
                                SERVICE_ACCOUNTS_READ,
                                "Lists the database logins that are kept, without passwords.")
                        .list(PostgresCredentialsView.class)
                        .query("q", "sort")
                        .by(this::list),
                Operation.get(
                                OF_ONE,
                                SERVICE_ACCOUNTS_WRITE,
                                "Shows the database login of a service account, password included.")
                        .describing("Each reading is audited.")
                        .answers(PostgresCredentials.class)
                        .by(this::show),
                Operation.put(
                                OF_ONE,
                                SERVICE_ACCOUNTS_WRITE,
                                "Keeps a database login for a service account.")
                        .takes(PostgresCredentials.class)
                        .by(this::set),
                Operation.delete(
                                OF_ONE,
                                SERVICE_ACCOUNTS_WRITE,
                                "Removes the database login of a service account.")
                        .by(this::delete));
    }

    private Response list(AdminCall call) {
        return call.page(kept.list(call.page()), PostgresCredentialsResource::view);
    }

    private Response show(AdminCall call) {
        return call.ok(
                Views.of(
                        kept.read(
                                call.actor(),
                                AccountReference.of(ServiceAccountsResource.id(call)))));
    }

    private Response set(AdminCall call) {
        var wanted = call.body(PostgresCredentials.class);
        kept.set(
                call.actor(),
                ServiceAccountsResource.id(call),
                new PostgresLogin(
                        wanted.host(),
                        wanted.port(),
                        wanted.database(),
                        wanted.username(),
                        Secret.of(wanted.password())));
        return call.noContent();
    }

    private Response delete(AdminCall call) {
        kept.delete(call.actor(), ServiceAccountsResource.id(call));
        return call.noContent();
    }

    private static PostgresCredentialsView view(PostgresEntry entry) {
        return new PostgresCredentialsView(
                entry.account().value(),
                entry.accountName().value(),
                entry.host(),
                entry.port(),
                entry.database(),
                entry.username(),
                entry.modifiedAt());
    }
}
