package dev.microauth.site;

import dev.microauth.access.Access;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.oauth.Assurance;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.session.Session;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Names;
import dev.microauth.subject.UserId;
import dev.microauth.token.LiveToken;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The sites behind proxies that ask this server, and who may enter them. Nothing here is written.
public final class Sites {
    private final Clients clients;
    private final Users users;
    private final Access access;
    private final SignInPolicy policy;
    private final InstantSource clock;

    public Sites(
            Clients clients, Users users, Access access, SignInPolicy policy, InstantSource clock) {
        this.clients = clients;
        this.users = users;
        this.access = access;
        this.policy = policy;
        this.clock = clock;
    }

    /// The site of this address, if a client stands for its origin and is active.
    public Optional<ProtectedSite> find(SiteAddress address) {
        return clients.ofSite(address.origin())
                .filter(Client::isActive)
                .map(client -> new ProtectedSite(client, address));
    }

    /// Whether the person of a live session may enter.
    ///
    /// @param roles names of which one is asked for beyond what the client asks for; none asks for nothing
    public Standing judge(ProtectedSite site, Session session, Collection<String> roles) {
        return judge(
                site, new Proof(session.userId(), session.assurance(), session.authTime()), roles);
    }

    /// The same for the bearer of a live token.
    public Standing judge(ProtectedSite site, LiveToken token, Collection<String> roles) {
        Optional<Proof> proof =
                token.userId()
                        .flatMap(user ->
                                token.token()
                                        .integer("auth_time")
                                        .map(Instant::ofEpochSecond)
                                        .map(at ->
                                                new Proof(
                                                        user,
                                                        Assurance.of(token.token().texts("amr")),
                                                        at)));
        if (proof.isEmpty()) {
            return new Standing.Nobody();
        }
        Standing standing = judge(site, proof.get(), roles);
        // RFC 9700 §2.3: what was given for one service opens no other.
        return standing instanceof Standing.Welcome(User user, _) && !isMeantFor(site, token)
                ? new Standing.Refused(user, Standing.Reason.OF_ANOTHER_CLIENT)
                : standing;
    }

    private record Proof(UserId user, Assurance assurance, Instant at) {}

    private Standing judge(ProtectedSite site, Proof proof, Collection<String> roles) {
        Instant now = clock.instant();
        // Trap 1: whoever may not enter by any door does not enter by one that is open.
        Optional<User> found = users.find(proof.user()).filter(user -> user.mayEnter(now));
        if (found.isEmpty()) {
            return new Standing.Nobody();
        }
        User user = found.get();
        List<String> held = access.rolesOf(user.id());
        if (!holdsOne(held, roles)) {
            return new Standing.Refused(user, Standing.Reason.ROLE_MISSING);
        }
        Client client = site.client();
        return switch (policy.judge(client, user.id(), proof.assurance())) {
            case ROLE_MISSING -> new Standing.Refused(user, Standing.Reason.ROLE_MISSING);
            case PROOF_TOO_WEAK ->
                    new Standing.SignInAgain(client.settings().entry().requiredAssurance());
            case ALLOWED ->
                    isTooOld(client, proof.at(), now)
                            ? new Standing.SignInAgain(Optional.empty())
                            : new Standing.Welcome(user, held);
        };
    }

    private static boolean isTooOld(Client client, Instant at, Instant now) {
        return client.settings()
                .sessionMaxAge()
                .filter(longest -> at.plus(longest).isBefore(now))
                .isPresent();
    }

    private static boolean holdsOne(List<String> held, Collection<String> asked) {
        Set<String> folded = held.stream().map(Names::fold).collect(Collectors.toSet());
        return asked.isEmpty() || asked.stream().map(Names::fold).anyMatch(folded::contains);
    }

    /// Issued to the client of the site, meant for it, or issued to a client of the house.
    private boolean isMeantFor(ProtectedSite site, LiveToken token) {
        Client client = site.client();
        String name = client.clientId().value();
        List<String> audience = token.token().audience();
        return token.clientId().equals(Optional.of(name))
                || audience.contains(name)
                || client.audience().filter(audience::contains).isPresent()
                || token.clientId()
                        .flatMap(ClientId::find)
                        .flatMap(clients::find)
                        .filter(Client::isFirstParty)
                        .isPresent();
    }
}
