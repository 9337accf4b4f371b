/// The identity engine and its library door. Knows no HTTP.
@org.jspecify.annotations.NullMarked
module dev.microauth.engine {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
    requires transitive dev.microauth.jose;
    requires com.yubico.webauthn;
    requires java.sql;
    requires org.bouncycastle.provider;
    requires org.xerial.sqlitejdbc;

    exports dev.microauth;
    exports dev.microauth.access;
    exports dev.microauth.account;
    exports dev.microauth.acting;
    exports dev.microauth.actor;
    exports dev.microauth.audit;
    exports dev.microauth.authorize;
    exports dev.microauth.claim;
    exports dev.microauth.client;
    exports dev.microauth.code;
    exports dev.microauth.consent;
    exports dev.microauth.credential;
    exports dev.microauth.db to
            dev.microauth.web,
            dev.microauth.server;
    exports dev.microauth.directory;
    exports dev.microauth.factor;
    exports dev.microauth.grant;
    exports dev.microauth.key;
    exports dev.microauth.link;
    exports dev.microauth.logout;
    exports dev.microauth.oauth;
    exports dev.microauth.page;
    exports dev.microauth.passkey;
    exports dev.microauth.password;
    exports dev.microauth.policy;
    exports dev.microauth.problem;
    exports dev.microauth.secret;
    exports dev.microauth.service;
    exports dev.microauth.session;
    exports dev.microauth.site;
    exports dev.microauth.subject;
    exports dev.microauth.token;
    exports dev.microauth.user;
}
