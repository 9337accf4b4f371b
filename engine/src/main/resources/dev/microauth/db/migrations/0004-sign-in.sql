-- A sign-in in a browser: found by the hash of what its cookie holds, and gone when it was idle for too long.
alter table sessions add column reference_hash bytea;
alter table sessions add column idle_until bigint;
create unique index sessions_reference on sessions (reference_hash) where reference_hash is not null;

-- Which clients a session gave something to. The row outlives the session, since its end is told to the client.
create table session_clients (
    id bytea primary key,
    session_id bytea not null,
    client bytea not null references clients (id) on delete cascade,
    user_id bytea not null,
    joined_at bigint not null,
    ended_at bigint,
    attempts bigint not null default 0,
    next_attempt_at bigint,
    delivered_at bigint,
    given_up_at bigint,
    last_problem text,
    unique (session_id, client)
);
create index session_clients_client on session_clients (client);
create index session_clients_user on session_clients (user_id);
create index session_clients_due on session_clients (next_attempt_at) where next_attempt_at is not null;
create index session_clients_joined on session_clients (joined_at) where ended_at is null;

-- Codes by their hash. What one gave is noted, so that its second use can take that back.
create table authorization_codes (
    hash bytea primary key,
    ring text not null,
    client bytea references clients (id) on delete cascade,
    client_id text not null,
    redirect_uri text not null,
    redirect_uri_sent boolean not null,
    code_challenge text,
    nonce text,
    scope text not null,
    id_token_claims text not null,
    userinfo_claims text not null,
    acr text,
    user_id bytea not null references users (id) on delete cascade,
    session_id bytea references sessions (id) on delete cascade,
    auth_time bigint not null,
    amr text not null,
    generation bigint not null,
    issued_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    jti bytea,
    family_id bytea
);
create index authorization_codes_expiry on authorization_codes (expires_at);
create index authorization_codes_client on authorization_codes (client) where client is not null;
create index authorization_codes_user on authorization_codes (user_id);
create index authorization_codes_session on authorization_codes (session_id) where session_id is not null;

-- What a person let a client have, and what of it they were asked about: for a client of the house they are not.
create table consents (
    user_id bytea not null references users (id) on delete cascade,
    client bytea not null references clients (id) on delete cascade,
    scope text not null,
    asked_scope text not null,
    given_at bigint not null,
    modified_at bigint not null,
    primary key (user_id, client)
);
create index consents_client on consents (client);

-- Second factors. A secret that is not confirmed yet asks nobody for a code.
create table totp_secrets (
    user_id bytea primary key references users (id) on delete cascade,
    sealed_secret bytea not null,
    last_step bigint not null,
    created_at bigint not null,
    confirmed_at bigint
);

create table recovery_codes (
    user_id bytea not null references users (id) on delete cascade,
    hash bytea not null,
    created_at bigint not null,
    used_at bigint,
    primary key (user_id, hash)
);

-- What authenticators know a person by; it tells nothing of them.
create table passkey_handles (
    user_id bytea primary key references users (id) on delete cascade,
    handle bytea not null unique
);

create table passkeys (
    id bytea primary key,
    user_id bytea not null references users (id) on delete cascade,
    credential_id bytea not null unique,
    name text not null,
    public_key bytea not null,
    algorithm bigint not null,
    sign_count bigint not null,
    transports text not null,
    aaguid bytea not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    suspect_since bigint,
    created_at bigint not null,
    last_used_at bigint
);
create index passkeys_user on passkeys (user_id);

-- A challenge travels sealed; used once, its hash stays until it would have expired.
create table used_challenges (
    hash bytea primary key,
    expires_at bigint not null
);
create index used_challenges_expiry on used_challenges (expires_at);

-- Who may use a client, and how well they must have proved themselves.
alter table clients add column required_acr text;
alter table clients add column response_modes text not null default 'query form_post';

-- A role that a client asks for cannot be deleted: nobody gets in because a condition went.
create table client_allowed_roles (
    client bytea not null references clients (id) on delete cascade,
    role_id bytea not null references roles (id),
    primary key (client, role_id)
);
create index client_allowed_roles_role on client_allowed_roles (role_id);

-- The origins behind a proxy that asks this server; one belongs to one client.
create unique index client_sites on client_redirect_uris (uri) where kind = 'site';

-- The way of a session to a site on another host: a ticket for a minute, then a cookie of that host.
create table site_tickets (
    hash bytea primary key,
    session_id bytea not null references sessions (id) on delete cascade,
    client bytea not null references clients (id) on delete cascade,
    origin text not null,
    expires_at bigint not null,
    used_at bigint
);
create index site_tickets_session on site_tickets (session_id);
create index site_tickets_client on site_tickets (client);
create index site_tickets_expiry on site_tickets (expires_at);

create table site_cookies (
    hash bytea primary key,
    session_id bytea not null references sessions (id) on delete cascade,
    client bytea not null references clients (id) on delete cascade,
    origin text not null,
    created_at bigint not null
);
create index site_cookies_session on site_cookies (session_id);
create index site_cookies_client on site_cookies (client);

-- Claims that were asked for by name, for /userinfo and for later ID tokens.
alter table tokens add column userinfo_claims text not null default '';
alter table refresh_families add column userinfo_claims text not null default '';
alter table refresh_families add column id_token_claims text not null default '';

-- The strength of the sign-in as later ID tokens tell it, where the client named the values that it takes.
alter table refresh_families add column acr text;

-- What happened to somebody's way in, for them to look at.
create index audit_events_entry on audit_events (target_id, happened_at) where action in ('user.login', 'password.prove',
    'user.reset', 'user-password.change', 'user-password.set', 'totp.confirm', 'totp.remove', 'recovery-codes.replace',
    'passkey.add', 'passkey.remove', 'passkey.suspect');
