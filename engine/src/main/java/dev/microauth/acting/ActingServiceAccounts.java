package dev.microauth.acting;

import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.service.AccountReference;
import dev.microauth.service.NewServiceAccount;
import dev.microauth.service.PostgresEntry;
import dev.microauth.service.PostgresLogin;
import dev.microauth.service.ServiceAccount;
import dev.microauth.service.ServiceAccountChange;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs with rights of their own: each has a role of its name, one credential, and perhaps a database login that is kept
/// for it.
///
/// ```java runnable
/// var backup = auth.serviceAccounts().create().name("backup").description("The nightly job").save();
/// var issued = auth.serviceAccounts().issueCredential(backup.id());
/// System.out.println(issued.credential().revealText() + " until " + issued.term().expiresAt());
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for an account that is none, and
/// [dev.microauth.problem.AuthException.NotAllowed] for an actor who may not act for it.
public final class ActingServiceAccounts {
    private final Acting.Programs programs;
    private final Access access;
    private final Actor actor;

    ActingServiceAccounts(Acting.Programs programs, Access access, Actor actor) {
        this.programs = programs;
        this.access = access;
        this.actor = actor;
    }

    /// An account to be.
    public NewServiceAccount create() {
        return programs.accounts().create(actor);
    }

    public Optional<ServiceAccount> find(ServiceAccountId id) {
        return programs.accounts().find(id);
    }

    /// By name, in any letter case.
    public Optional<ServiceAccount> find(String name) {
        return ClientId.find(name).flatMap(programs.accounts()::find);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public ServiceAccount get(ServiceAccountId id) {
        return programs.accounts().get(id);
    }

    /// The first fifty.
    public Page<ServiceAccount> list() {
        return list(PageRequest.first());
    }

    /// A page, by `name` or `created_at`.
    public Page<ServiceAccount> list(PageRequest request) {
        return programs.accounts().list(request, Optional.empty());
    }

    /// All of them, read page by page.
    public Stream<ServiceAccount> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is.
    public ServiceAccountChange update(ServiceAccountId id) {
        return programs.accounts().update(actor, id);
    }

    public void activate(ServiceAccountId id) {
        programs.accounts().activate(actor, id);
    }

    /// Its tokens die at once.
    public void deactivate(ServiceAccountId id) {
        programs.accounts().deactivate(actor, id);
    }

    /// With its role, its credential, what is kept for it, and every token it has.
    public void delete(ServiceAccountId id) {
        programs.accounts().delete(actor, id);
    }

    /// A new credential, this once. The former one, and every token that it bought, are dead.
    public ServiceCredentials.Issued issueCredential(ServiceAccountId id) {
        return programs.credentials().issue(actor, AccountReference.of(id));
    }

    /// Ends the credential and every token that it bought.
    public void revokeCredential(ServiceAccountId id) {
        programs.credentials().revoke(actor, AccountReference.of(id));
    }

    /// Gives the role of this name; changes nothing when it has it.
    public void assignRole(ServiceAccountId id, String name) {
        access.assignRole(actor, id, name);
    }

    public void unassignRole(ServiceAccountId id, String name) {
        access.unassignRole(actor, id, name);
    }

    public void assignScope(ServiceAccountId id, String name) {
        access.assignScope(actor, id, name);
    }

    public void unassignScope(ServiceAccountId id, String name) {
        access.unassignScope(actor, id, name);
    }

    /// Keeps a database login in the place of the former one, its password sealed.
    public PostgresEntry setPostgresLogin(ServiceAccountId id, PostgresLogin login) {
        return programs.postgres().set(actor, id, login);
    }

    /// The login that is kept, without its password.
    public Optional<PostgresEntry> findPostgresLogin(ServiceAccountId id) {
        return programs.postgres().find(id);
    }

    /// The login with its password; that it was read stands in the audit log.
    public PostgresLogin readPostgresLogin(ServiceAccountId id) {
        return programs.postgres().read(actor, AccountReference.of(id));
    }

    public void deletePostgresLogin(ServiceAccountId id) {
        programs.postgres().delete(actor, id);
    }
}
