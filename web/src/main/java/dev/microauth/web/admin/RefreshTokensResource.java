package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.PurgeResult;
import dev.microauth.api.RefreshTokenView;
import dev.microauth.subject.UserId;
import dev.microauth.token.FamilyFilter;
import dev.microauth.token.RefreshFamilies;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.util.List;

/// `/refresh-tokens`: families of refresh tokens, on both ports.
final class RefreshTokensResource implements Resource {
    private final RefreshFamilies families;

    RefreshTokensResource(RefreshFamilies families) {
        this.families = families;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(
                                "/refresh-tokens",
                                AdminPermission.SESSIONS_READ,
                                "Lists refresh tokens that can be used.")
                        .describing(
                                "Each with its successors is one; the tokens themselves are not kept.")
                        .list(RefreshTokenView.class)
                        .query("q", "sort", "client_id", "ring")
                        .ids("user_id")
                        .by(this::list),
                Operation.get(
                                "/refresh-tokens/{id}",
                                AdminPermission.SESSIONS_READ,
                                "Shows a refresh token.")
                        .answers(RefreshTokenView.class)
                        .by(call -> call.ok(Views.of(families.get(call.id("id"))))),
                Operation.delete(
                                "/refresh-tokens/{id}",
                                AdminPermission.SESSIONS_WRITE,
                                "Revokes a refresh token with every access token that came from it.")
                        .by(this::revoke),
                Operation.post(
                                "/refresh-tokens/purge",
                                AdminPermission.SESSIONS_WRITE,
                                "Removes refresh tokens that have run out.")
                        .answers(PurgeResult.class)
                        .by(call -> call.ok(new PurgeResult(families.purgeExpired(call.actor())))));
    }

    private Response list(AdminCall call) {
        var filter =
                new FamilyFilter(
                        call.queryId("user_id").map(UserId::new),
                        call.query("client_id"),
                        call.query("ring").map(Rings::of));
        return call.page(families.list(call.page(), filter), Views::of);
    }

    private Response revoke(AdminCall call) {
        families.revoke(call.actor(), call.id("id"));
        return call.noContent();
    }
}
