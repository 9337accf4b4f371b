package dev.microauth.web.admin;

import dev.microauth.Statistics;
import dev.microauth.access.AdminPermission;
import dev.microauth.api.DayView;
import dev.microauth.api.SettingView;
import dev.microauth.api.StatsView;
import dev.microauth.audit.SignInDays;
import dev.microauth.web.http.Response;
import dev.microauth.web.status.Running;
import java.util.List;
import java.util.function.Supplier;

/// `/settings` and `/stats`: what runs here, and how much there is of everything.
final class ServerResource implements Resource {
    private final Running running;
    private final Supplier<Statistics> statistics;

    ServerResource(Running running, Supplier<Statistics> statistics) {
        this.running = running;
        this.statistics = statistics;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(
                                "/settings",
                                AdminPermission.SETTINGS_READ,
                                "Lists the settings in force.")
                        .describing(
                                "They are changed where they were made; `origin` tells where that is.")
                        .list(SettingView.class)
                        .by(this::settings),
                Operation.get("/stats", Right.ANY, "Tells how much there is of everything.")
                        .describing("With the sign-ins of the last thirty days, today last.")
                        .answers(StatsView.class)
                        .by(this::stats));
    }

    private Response settings(AdminCall call) {
        return call.page(
                WholeList.page(running.settings(), call.page(), Running.Setting::name),
                row -> new SettingView(row.name(), row.value(), row.origin()));
    }

    private Response stats(AdminCall call) {
        Statistics found = statistics.get();
        return call.ok(
                new StatsView(
                        running.version(),
                        running.startedAt(),
                        found.users(),
                        found.serviceAccounts(),
                        found.clients(),
                        found.roles(),
                        found.permissions(),
                        found.scopes(),
                        found.sessions(),
                        found.refreshTokens(),
                        found.auditEvents(),
                        found.signIns().stream().map(ServerResource::view).toList()));
    }

    private static DayView view(SignInDays.Day day) {
        return new DayView(day.date().toString(), day.done(), day.refused());
    }
}
