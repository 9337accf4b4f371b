package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.PurgeResult;
import dev.microauth.api.SessionClientView;
import dev.microauth.api.SessionView;
import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.logout.LogoutRecord;
import dev.microauth.session.SessionFilter;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.UserId;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.util.List;

/// `/sessions` and `/users/{id}/sessions`: sign-ins that last, on both ports.
final class SessionsResource implements Resource {
    private final Sessions sessions;
    private final Users users;
    private final BackChannelLogouts logouts;

    SessionsResource(Sessions sessions, Users users, BackChannelLogouts logouts) {
        this.sessions = sessions;
        this.users = users;
        this.logouts = logouts;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/sessions", AdminPermission.SESSIONS_READ, "Lists live sessions.")
                        .describing("To read other people's sessions is an event of the audit.")
                        .list(SessionView.class)
                        .query("q", "sort", "client_id", "ring")
                        .ids("user_id")
                        .by(this::list),
                Operation.get("/sessions/{id}", AdminPermission.SESSIONS_READ, "Shows a session.")
                        .answers(SessionView.class)
                        .by(this::show),
                Operation.get(
                                "/sessions/{id}/clients",
                                AdminPermission.SESSIONS_READ,
                                "Lists the clients that a session gave something to.")
                        .describing(
                                "With how far each was told of its end, until a week after it was. Of a session that"
                                        + " nobody knows any more the list is empty.")
                        .list(SessionClientView.class)
                        .by(this::clients),
                Operation.delete(
                                "/sessions/{id}",
                                AdminPermission.SESSIONS_WRITE,
                                "Ends a session with every token of it.")
                        .by(this::end),
                Operation.post(
                                "/sessions/purge",
                                AdminPermission.SESSIONS_WRITE,
                                "Removes sessions that have run out.")
                        .answers(PurgeResult.class)
                        .by(call -> call.ok(new PurgeResult(sessions.purgeExpired(call.actor())))),
                Operation.get(
                                "/users/{id}/sessions",
                                AdminPermission.SESSIONS_READ,
                                "Lists the live sessions of a person.")
                        .list(SessionView.class)
                        .query("sort")
                        .by(this::listOfUser),
                Operation.delete(
                                "/users/{id}/sessions",
                                AdminPermission.SESSIONS_WRITE,
                                "Ends every session of a person.")
                        .by(this::endAllOfUser));
    }

    private Response list(AdminCall call) {
        var filter =
                new SessionFilter(
                        call.queryId("user_id").map(UserId::new),
                        call.query("client_id"),
                        call.query("ring").map(Rings::of));
        return call.page(sessions.list(call.actor(), call.page(), filter), Views::of);
    }

    private Response show(AdminCall call) {
        return call.ok(Views.of(sessions.get(call.actor(), new SessionId(call.id("id")))));
    }

    private Response clients(AdminCall call) {
        var all = logouts.ofSession(call.actor(), new SessionId(call.id("id")));
        return call.page(WholeList.page(all, call.page(), LogoutRecord::clientId), Views::of);
    }

    private Response end(AdminCall call) {
        sessions.end(call.actor(), new SessionId(call.id("id")));
        return call.noContent();
    }

    private Response listOfUser(AdminCall call) {
        var page = sessions.list(call.actor(), call.page(), SessionFilter.of(existing(call)));
        return call.page(page, Views::of);
    }

    private Response endAllOfUser(AdminCall call) {
        sessions.endAll(call.actor(), existing(call));
        return call.noContent();
    }

    private UserId existing(AdminCall call) {
        return users.get(new UserId(call.id("id"))).id();
    }
}
