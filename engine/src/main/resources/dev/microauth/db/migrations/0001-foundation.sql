-- Times are epoch milliseconds, durations seconds, ids the 16 bytes of a UUID.

create table users (
    id bytea primary key,
    username text not null unique,
    email text unique,
    email_verified boolean not null,
    name text,
    is_active boolean not null,
    lockout_until bigint,
    password_hash text,
    password_changed_at bigint,
    attributes text not null,
    created_at bigint not null,
    modified_at bigint not null,
    last_login bigint,
    version bigint not null
);

create table roles (
    id bytea primary key,
    name text not null unique,
    description text,
    is_protected boolean not null,
    created_at bigint not null,
    modified_at bigint not null,
    version bigint not null
);

create table permissions (
    id bytea primary key,
    name text not null unique,
    description text,
    is_protected boolean not null,
    created_at bigint not null,
    modified_at bigint not null,
    version bigint not null
);

create table scopes (
    id bytea primary key,
    name text not null unique,
    description text,
    is_protected boolean not null,
    created_at bigint not null,
    modified_at bigint not null,
    version bigint not null
);

create table role_permissions (
    role_id bytea not null references roles (id) on delete cascade,
    permission_id bytea not null references permissions (id) on delete cascade,
    primary key (role_id, permission_id)
);

create table user_roles (
    user_id bytea not null references users (id) on delete cascade,
    role_id bytea not null references roles (id) on delete cascade,
    primary key (user_id, role_id)
);
create index user_roles_role on user_roles (role_id);

create table user_scopes (
    user_id bytea not null references users (id) on delete cascade,
    scope_id bytea not null references scopes (id) on delete cascade,
    primary key (user_id, scope_id)
);

-- One folded namespace for whatever authenticates by name at the token endpoint.
create table principal_names (
    name text primary key,
    kind text not null
);

create table clients (
    id bytea primary key,
    client_id text not null unique references principal_names (name),
    client_name text not null,
    token_endpoint_auth_method text not null,
    audience text,
    is_active boolean not null,
    is_first_party boolean not null,
    grant_types text not null,
    access_token_lifetime bigint,
    refresh_token_lifetime bigint,
    access_token_signed_response_alg text,
    refresh_grace bigint not null,
    created_at bigint not null,
    modified_at bigint not null,
    version bigint not null
);

create table client_scopes (
    client bytea not null references clients (id) on delete cascade,
    scope_id bytea not null references scopes (id) on delete cascade,
    primary key (client, scope_id)
);

create table client_secrets (
    id bytea primary key,
    client bytea not null references clients (id) on delete cascade,
    hash bytea not null,
    created_at bigint not null,
    expires_at bigint
);
create index client_secrets_client on client_secrets (client);

create table signing_keys (
    kid text primary key,
    ring text not null,
    algorithm text not null,
    state text not null,
    sealed_key bytea not null,
    created_at bigint not null,
    activated_at bigint,
    retired_at bigint
);

create table refresh_families (
    id bytea primary key,
    ring text not null,
    client bytea references clients (id) on delete cascade,
    user_id bytea not null references users (id) on delete cascade,
    scope text not null,
    auth_time bigint not null,
    amr text not null,
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);
create index refresh_families_user on refresh_families (user_id);
create index refresh_families_expiry on refresh_families (expires_at);

create table refresh_tokens (
    hash bytea primary key,
    family_id bytea not null references refresh_families (id) on delete cascade,
    issued_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index refresh_tokens_family on refresh_tokens (family_id);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

create table tokens (
    jti bytea primary key,
    ring text not null,
    client bytea references clients (id) on delete cascade,
    user_id bytea references users (id) on delete cascade,
    family_id bytea references refresh_families (id) on delete cascade,
    scope text not null,
    issued_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);
create index tokens_expiry on tokens (expires_at);
create index tokens_user on tokens (user_id) where user_id is not null;
create index tokens_family on tokens (family_id) where family_id is not null;

create table sign_in_failures (
    key bytea primary key,
    failures bigint not null,
    last_failed_at bigint not null,
    blocked_until bigint not null
);
create index sign_in_failures_age on sign_in_failures (last_failed_at);

create table audit_chains (
    chain bigint primary key,
    sequence bigint not null,
    mac bytea not null
);

create table audit_events (
    chain bigint not null,
    sequence bigint not null,
    happened_at bigint not null,
    actor_kind text not null,
    actor_id text,
    action text not null,
    target_kind text,
    target_id text,
    second_target_kind text,
    second_target_id text,
    client_id text,
    ip text,
    user_agent text,
    request_id text,
    outcome text not null,
    detail text not null,
    mac bytea not null,
    primary key (chain, sequence)
);
create index audit_events_time on audit_events (happened_at);

-- What was written to the audit stays as it is.
/* sqlite */
create trigger audit_events_no_update before update on audit_events
begin select raise(abort, 'audit events are never changed'); end;

/* sqlite */
create trigger audit_events_no_delete before delete on audit_events
begin select raise(abort, 'audit events are never deleted'); end;

/* postgresql */
create function audit_events_stay() returns trigger language plpgsql as
$$ begin raise exception 'audit events are never changed nor deleted' using errcode = 'restrict_violation'; end $$;

/* postgresql */
create trigger audit_events_no_change before update or delete or truncate on audit_events
for each statement execute function audit_events_stay();
