package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.key.Ring;
import dev.microauth.logout.LogoutDelivery;
import dev.microauth.oauth.GrantType;
import dev.microauth.web.http.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each way in which a session ends, and which clients hear of it. Alice is signed in twice through one client; what
/// dies and what is told has to be the same.
///
/// Security: E2, E3
/// Trap: 8
class WhoIsToldTest {
    private static final String NEW_PASSWORD = "seven grey stones at the ford";

    @AutoClose private final Site site = Site.open();
    private final String secret = client();
    private final SignedIn here = signIn();
    private final SignedIn there = signIn();

    private record SignedIn(String accessToken, String refreshToken, String sid) {}

    /// What somebody does, and whose sessions it ends.
    enum Way {
        LOGOUT(true, false) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.site.auth().post("/logout").bearer(of.here.accessToken()).send();
            }
        },
        LOGOUT_ALL(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.site.auth().post("/logout-all").bearer(of.here.accessToken()).send();
            }
        },
        ANOTHER_OF_ONES_OWN(false, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.site
                        .auth()
                        .call(Method.DELETE, "/me/sessions/" + of.there.sid())
                        .bearer(of.here.accessToken())
                        .send();
            }
        },
        ONES_PASSWORD_CHANGED(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.site
                        .auth()
                        .post("/me/password")
                        .bearer(of.here.accessToken())
                        .json(
                                "{\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                                        .formatted(Site.PASSWORD, NEW_PASSWORD))
                        .send();
            }
        },
        ENDED_BY_AN_ADMINISTRATOR(true, false) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.admin(Method.DELETE, "/sessions/" + of.here.sid());
            }
        },
        ALL_ENDED_BY_AN_ADMINISTRATOR(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.admin(Method.DELETE, "/users/" + of.alice() + "/sessions");
            }
        },
        RESET(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.admin(Method.POST, "/users/" + of.alice() + "/reset");
            }
        },
        DEACTIVATED(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.admin(Method.POST, "/users/" + of.alice() + "/deactivate");
            }
        },
        LOCKED_OUT(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                of.site
                        .engine()
                        .users()
                        .lockOut(
                                Site.ACTOR,
                                of.site.user("alice").id(),
                                Optional.of(of.site.now().plusSeconds(60)));
                return of.nothing();
            }
        },
        DELETED(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.admin(Method.DELETE, "/users/" + of.alice());
            }
        },
        RAN_OUT(true, true) {
            @Override
            Answer go(WhoIsToldTest of) {
                of.site.advance(Duration.ofDays(90));
                return of.nothing();
            }
        },
        // What ends tokens ends no sign-in.
        REFRESH_TOKEN_REVOKED(false, false) {
            @Override
            Answer go(WhoIsToldTest of) {
                return of.asClient("/revoke").form("token", of.here.refreshToken()).send();
            }
        },
        REFRESH_TOKEN_USED_TWICE(false, false) {
            @Override
            Answer go(WhoIsToldTest of) {
                of.refresh(of.here);
                of.site.advance(Duration.ofMinutes(1));
                assertThat(of.refresh(of.here).status()).isEqualTo(400);
                return of.nothing();
            }
        },
        ROLE_TAKEN(false, false) {
            @Override
            Answer go(WhoIsToldTest of) {
                of.site
                        .engine()
                        .access()
                        .unassignRole(Site.ACTOR, of.site.user("alice").id(), "Clerk");
                return of.nothing();
            }
        };

        private final boolean endsHere;
        private final boolean endsThere;

        Way(boolean endsHere, boolean endsThere) {
            this.endsHere = endsHere;
            this.endsThere = endsThere;
        }

        abstract Answer go(WhoIsToldTest of);
    }

    @ParameterizedTest
    @EnumSource
    void what_ends_and_who_is_told_is_the_same(Way way) {
        assertThat(site.engine().backChannelLogouts().take(10)).isEmpty();

        assertThat(way.go(this).status()).isLessThan(300);

        var expected = new ArrayList<String>();
        if (way.endsHere) {
            expected.add(here.sid());
        }
        if (way.endsThere) {
            expected.add(there.sid());
        }
        assertThat(told()).containsExactlyInAnyOrderElementsOf(expected);
        if (way.endsHere) {
            assertDead(here);
        }
        if (way.endsThere) {
            assertDead(there);
        } else {
            assertThat(refresh(there).status()).isEqualTo(200);
        }
        assertThat(told()).isEmpty();
    }

    private void assertDead(SignedIn session) {
        assertThat(site.engine().accessTokens().find(Ring.AUTH, session.accessToken())).isEmpty();
        assertThat(refresh(session).status()).isEqualTo(400);
    }

    private List<String> told() {
        return site.engine().backChannelLogouts().take(10).stream().map(this::sid).toList();
    }

    private String sid(LogoutDelivery delivery) {
        return member(delivery.logoutToken().revealText(), "sid");
    }

    private static String member(String compact, String name) {
        String payload = compact.substring(compact.indexOf('.') + 1, compact.lastIndexOf('.'));
        String claims = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return claims.replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }

    private Answer refresh(SignedIn session) {
        return asClient("/token")
                .form("grant_type", "refresh_token", "refresh_token", session.refreshToken())
                .send();
    }

    private Answer admin(Method method, String path) {
        return site.admin().call(method, "/api/v1" + path).bearer(site.adminToken("admin")).send();
    }

    private Answer nothing() {
        return site.auth().get("/ping").send();
    }

    private Call asClient(String path) {
        return site.auth().post(path).basic("rp", secret);
    }

    private String alice() {
        return site.user("alice").id().toString();
    }

    private String client() {
        return site.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("rp")
                .firstParty()
                .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN)
                .scopes("openid")
                .backchannelLogoutUri(Optional.of("https://rp.example.com/out"))
                .save()
                .secret()
                .orElseThrow()
                .revealText();
    }

    private SignedIn signIn() {
        var answer =
                asClient("/token")
                        .form(
                                "grant_type",
                                "password",
                                "username",
                                "alice",
                                "password",
                                Site.PASSWORD,
                                "scope",
                                "openid")
                        .send()
                        .succeeds();
        return new SignedIn(
                answer.text("access_token"),
                answer.text("refresh_token"),
                member(answer.text("id_token"), "sid"));
    }
}
