package dev.microauth.web.wire;

import dev.microauth.account.OwnFactors;
import dev.microauth.api.CredentialView;
import dev.microauth.api.LinkView;
import dev.microauth.api.PasskeyView;
import dev.microauth.api.PostgresCredentials;
import dev.microauth.api.RecoveryCodesView;
import dev.microauth.api.RefreshTokenView;
import dev.microauth.api.SessionClientView;
import dev.microauth.api.SessionView;
import dev.microauth.api.TotpEnrolmentView;
import dev.microauth.api.UserCreated;
import dev.microauth.api.UserView;
import dev.microauth.factor.TotpEnrolment;
import dev.microauth.link.Link;
import dev.microauth.link.Links;
import dev.microauth.logout.LogoutRecord;
import dev.microauth.passkey.Passkey;
import dev.microauth.secret.Secret;
import dev.microauth.service.PostgresLogin;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.session.Session;
import dev.microauth.token.LiveFamily;
import dev.microauth.user.User;

/// What both ports show, and how it looks on the wire.
public final class Views {
    private Views() {}

    public static UserView of(User user) {
        return new UserView(
                user.id().value(),
                user.username().value(),
                user.email(),
                user.emailVerified(),
                user.name(),
                user.isActive(),
                user.lockoutUntil(),
                user.totpEnabled(),
                user.passkeys(),
                user.attributes().members(),
                user.createdAt(),
                user.modifiedAt(),
                user.lastLogin());
    }

    public static UserCreated of(Links.Created made) {
        return new UserCreated(
                of(made.user()),
                made.invitation().map(Link::url).map(Secret::revealText),
                made.invitation().map(Link::expiresAt));
    }

    public static TotpEnrolmentView of(TotpEnrolment enrolment) {
        String uri = enrolment.otpauthUri().revealText();
        return new TotpEnrolmentView(enrolment.secret().revealText(), uri, QrCode.svg(uri));
    }

    public static RecoveryCodesView of(OwnFactors.Changed changed) {
        return new RecoveryCodesView(changed.recoveryCodes());
    }

    public static LinkView of(Link link) {
        return new LinkView(link.url().revealText(), link.expiresAt());
    }

    public static PasskeyView of(Passkey passkey) {
        return new PasskeyView(
                passkey.id(),
                passkey.name(),
                passkey.backedUp(),
                passkey.suspectSince(),
                passkey.createdAt(),
                passkey.lastUsedAt());
    }

    public static CredentialView of(ServiceCredentials.Issued issued) {
        return new CredentialView(
                issued.credential().revealText(),
                issued.term().issuedAt(),
                issued.term().expiresAt());
    }

    public static PostgresCredentials of(PostgresLogin login) {
        return new PostgresCredentials(
                login.host(),
                login.port(),
                login.database(),
                login.username(),
                login.password().revealText());
    }

    public static SessionView of(Session session) {
        return new SessionView(
                session.id().value(),
                session.ring().label(),
                session.userId().value(),
                session.username(),
                session.clientId(),
                session.methods(),
                session.ip(),
                session.userAgent(),
                session.createdAt(),
                session.lastSeenAt(),
                session.idleUntil(),
                session.expiresAt());
    }

    public static SessionClientView of(LogoutRecord told) {
        return new SessionClientView(
                told.clientId(),
                told.canBeTold(),
                told.joinedAt(),
                told.endedAt(),
                told.attempts(),
                told.nextAttemptAt(),
                told.deliveredAt(),
                told.givenUpAt(),
                told.lastProblem());
    }

    public static RefreshTokenView of(LiveFamily family) {
        return new RefreshTokenView(
                family.id(),
                family.ring().label(),
                family.userId().value(),
                family.username(),
                family.clientId(),
                family.sessionId(),
                family.scopes().toString(),
                family.createdAt(),
                family.lastUsedAt(),
                family.expiresAt());
    }
}
