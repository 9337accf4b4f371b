package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.SERVICE_ACCOUNTS_READ;
import static dev.microauth.access.AdminPermission.SERVICE_ACCOUNTS_WRITE;

import dev.microauth.api.CredentialView;
import dev.microauth.api.ServiceAccountCreation;
import dev.microauth.api.ServiceAccountEdit;
import dev.microauth.api.ServiceAccountView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.service.AccountReference;
import dev.microauth.service.ServiceAccount;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.util.List;
import java.util.Optional;

/// `/service-accounts` and the one credential of each.
final class ServiceAccountsResource implements Resource {
    private final ServiceAccounts accounts;
    private final ServiceCredentials credentials;

    ServiceAccountsResource(ServiceAccounts accounts, ServiceCredentials credentials) {
        this.accounts = accounts;
        this.credentials = credentials;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/service-accounts", SERVICE_ACCOUNTS_READ, "Lists service accounts.")
                        .list(ServiceAccountView.class)
                        .query("q", "sort")
                        .flags("is_active")
                        .by(this::list),
                Operation.post(
                                "/service-accounts",
                                SERVICE_ACCOUNTS_WRITE,
                                "Makes a service account.")
                        .describing(
                                "A protected role of its name comes with it: whoever holds it keeps the account.")
                        .takes(ServiceAccountCreation.class)
                        .created(ServiceAccountView.class)
                        .by(this::create),
                Operation.get(
                                "/service-accounts/{id}",
                                SERVICE_ACCOUNTS_READ,
                                "Shows a service account.")
                        .answers(ServiceAccountView.class)
                        .by(this::show),
                Operation.get(
                                "/service-accounts/by-name/{name}",
                                SERVICE_ACCOUNTS_READ,
                                "Shows the service account of a name.")
                        .answers(ServiceAccountView.class)
                        .by(this::named),
                Operation.patch(
                                "/service-accounts/{id}",
                                SERVICE_ACCOUNTS_WRITE,
                                "Changes a service account.")
                        .takes(ServiceAccountEdit.class)
                        .answers(ServiceAccountView.class)
                        .by(this::edit),
                Operation.delete(
                                "/service-accounts/{id}",
                                SERVICE_ACCOUNTS_WRITE,
                                "Removes a service account with its role, credential and tokens.")
                        .by(this::delete),
                Operation.post(
                                "/service-accounts/{id}/credential",
                                SERVICE_ACCOUNTS_WRITE,
                                "Issues the credential of a service account.")
                        .describing(
                                "It is shown this once; the former one and its tokens are dead.")
                        .answers(CredentialView.class)
                        .by(this::issue),
                Operation.delete(
                                "/service-accounts/{id}/credential",
                                SERVICE_ACCOUNTS_WRITE,
                                "Ends the credential of a service account and its tokens.")
                        .by(this::revoke));
    }

    private Response list(AdminCall call) {
        return call.page(
                accounts.list(call.page(), call.queryFlag("is_active")),
                ServiceAccountsResource::view);
    }

    private Response create(AdminCall call) {
        var wanted = call.body(ServiceAccountCreation.class);
        var form = accounts.create(call.actor()).name(wanted.name());
        wanted.description().ifPresent(form::description);
        ServiceAccount made = form.save();
        return call.created("/service-accounts/" + made.id(), view(made), made.version());
    }

    private Response show(AdminCall call) {
        ServiceAccount account = accounts.get(id(call));
        return call.ok(view(account), account.version());
    }

    private Response named(AdminCall call) {
        ServiceAccount account =
                ClientId.find(call.path("name"))
                        .flatMap(accounts::find)
                        .orElseThrow(() -> new NotFound("service account", call.path("name")));
        return call.ok(view(account), account.version());
    }

    private Response edit(AdminCall call) {
        ServiceAccount before = accounts.get(id(call));
        var current = new ServiceAccountEdit(before.description(), Optional.of(before.isActive()));
        var wanted = call.merged(ServiceAccountEdit.class, current);
        var change = accounts.update(call.actor(), before.id()).expecting(call.ifMatch());
        AdminCall.differs(current.description(), wanted.description(), change::description);
        AdminCall.differs(
                current.isActive(), wanted.isActive(), flag -> change.active(flag.orElse(true)));
        ServiceAccount after = change.save();
        return call.ok(view(after), after.version());
    }

    private Response delete(AdminCall call) {
        accounts.delete(call.actor(), id(call), call.ifMatch());
        return call.noContent();
    }

    private Response issue(AdminCall call) {
        return call.ok(Views.of(credentials.issue(call.actor(), AccountReference.of(id(call)))));
    }

    private Response revoke(AdminCall call) {
        credentials.revoke(call.actor(), AccountReference.of(id(call)));
        return call.noContent();
    }

    static ServiceAccountId id(AdminCall call) {
        return new ServiceAccountId(call.id("id"));
    }

    private static ServiceAccountView view(ServiceAccount account) {
        return new ServiceAccountView(
                account.id().value(),
                account.name().value(),
                account.description(),
                account.isActive(),
                account.credential().map(ServiceAccount.Term::expiresAt),
                account.createdAt(),
                account.modifiedAt());
    }
}
