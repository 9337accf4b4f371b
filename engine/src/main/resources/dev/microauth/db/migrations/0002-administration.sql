-- Whatever can hold rights: users and service accounts. A token is live only under the generation that it was
-- issued in; what must end every token of a subject at once, or those of the admin ring alone, counts one up.
create table subjects (
    id bytea primary key,
    kind text not null,
    generation bigint not null,
    admin_generation bigint not null
);
insert into subjects (id, kind, generation, admin_generation) select id, 'user', 0, 0 from users;

create table subject_roles (
    subject_id bytea not null references subjects (id) on delete cascade,
    role_id bytea not null references roles (id) on delete cascade,
    primary key (subject_id, role_id)
);
create index subject_roles_role on subject_roles (role_id);
insert into subject_roles (subject_id, role_id) select user_id, role_id from user_roles;
drop table user_roles;

create table subject_scopes (
    subject_id bytea not null references subjects (id) on delete cascade,
    scope_id bytea not null references scopes (id) on delete cascade,
    primary key (subject_id, scope_id)
);
create index subject_scopes_scope on subject_scopes (scope_id);
insert into subject_scopes (subject_id, scope_id) select user_id, scope_id from user_scopes;
drop table user_scopes;

-- What the eye makes of a username; two people never share one.
alter table users add column username_skeleton text;
update users set username_skeleton = username;
create unique index users_username_skeleton on users (username_skeleton);

-- The names of rights are kept in the case they were typed in, found folded, and unique as the eye sees them.
alter table roles add column folded text not null default '';
alter table roles add column skeleton text;
update roles set folded = lower(name), skeleton = lower(name);
create unique index roles_folded on roles (folded);
create unique index roles_skeleton on roles (skeleton);
alter table permissions add column folded text not null default '';
alter table permissions add column skeleton text;
update permissions set folded = lower(name), skeleton = lower(name);
create unique index permissions_folded on permissions (folded);
create unique index permissions_skeleton on permissions (skeleton);
alter table scopes add column folded text not null default '';
alter table scopes add column skeleton text;
update scopes set folded = lower(name), skeleton = lower(name);
create unique index scopes_folded on scopes (folded);
create unique index scopes_skeleton on scopes (skeleton);

create index role_permissions_permission on role_permissions (permission_id);
create index client_scopes_scope on client_scopes (scope_id);

-- The credential is a column, not a table: there is never more than one.
create table service_accounts (
    id bytea primary key references subjects (id),
    name text not null unique references principal_names (name),
    description text,
    is_active boolean not null,
    role_id bytea not null unique references roles (id),
    credential_hash bytea,
    credential_issued_at bigint,
    credential_expires_at bigint,
    created_at bigint not null,
    modified_at bigint not null,
    version bigint not null
);

create table postgres_credentials (
    service_account bytea primary key references service_accounts (id) on delete cascade,
    host text not null,
    port bigint not null,
    database_name text not null,
    username text not null,
    sealed_password bytea not null,
    modified_at bigint not null
);

-- Invitation, reset and set-up links by the hash of what stands in them. One without a user sets up the first admin.
create table one_time_links (
    hash bytea primary key,
    purpose text not null,
    user_id bytea references users (id) on delete cascade,
    maker_kind text not null,
    maker_id text,
    created_at bigint not null,
    expires_at bigint not null
);
create index one_time_links_user on one_time_links (user_id);
create index one_time_links_expiry on one_time_links (expires_at);

alter table clients add column require_pkce boolean not null default true;
alter table clients add column allow_undotted_scheme boolean not null default false;
alter table clients add column id_token_signed_response_alg text;
alter table clients add column session_max_age bigint;
alter table clients add column backchannel_logout_uri text;
alter table clients add column logo_uri text;
alter table clients add column contacts text not null default '';

create table client_redirect_uris (
    id bytea primary key,
    client bytea not null references clients (id) on delete cascade,
    kind text not null,
    uri text not null,
    unique (client, kind, uri)
);

create table client_logos (
    client bytea primary key references clients (id) on delete cascade,
    media_type text not null,
    image bytea not null
);

-- A sign-in that lasts; what was issued under it ends with it.
create table sessions (
    id bytea primary key,
    ring text not null,
    user_id bytea not null references users (id) on delete cascade,
    client bytea references clients (id) on delete cascade,
    auth_time bigint not null,
    amr text not null,
    ip text,
    user_agent text,
    generation bigint not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);
create index sessions_user on sessions (user_id);
create index sessions_client on sessions (client) where client is not null;
create index sessions_expiry on sessions (expires_at, ended_at);

alter table refresh_families add column session_id bytea references sessions (id) on delete cascade;
alter table refresh_families add column generation bigint not null default 0;
alter table refresh_families add column last_used_at bigint not null default 0;
create index refresh_families_client on refresh_families (client) where client is not null;
create index refresh_families_session on refresh_families (session_id) where session_id is not null;

alter table tokens add column service_account bytea references service_accounts (id) on delete cascade;
alter table tokens add column session_id bytea references sessions (id) on delete cascade;
alter table tokens add column generation bigint not null default 0;
create index tokens_client on tokens (client) where client is not null;
create index tokens_service_account on tokens (service_account) where service_account is not null;
create index tokens_session on tokens (session_id) where session_id is not null;

-- Where a chain begins after older events were removed: the number and MAC of the last one that went.
create table audit_anchors (
    chain bigint primary key,
    sequence bigint not null,
    mac bytea not null,
    anchored_at bigint not null,
    seal bytea not null
);
drop index audit_events_time;
create index audit_events_time on audit_events (happened_at, chain, sequence);
create index audit_events_actor on audit_events (actor_id, happened_at) where actor_id is not null;
create index audit_events_target on audit_events (target_id) where target_id is not null;
create index audit_events_second_target on audit_events (second_target_id) where second_target_id is not null;
create index audit_events_action on audit_events (action, happened_at, outcome);

-- Events still never change. Those up to the anchor of their chain may go, which its seal makes plain.
/* sqlite */
drop trigger audit_events_no_delete;

/* sqlite */
create trigger audit_events_no_delete before delete on audit_events
when old.sequence > coalesce((select sequence from audit_anchors where chain = old.chain), 0)
begin select raise(abort, 'audit events behind the anchor are never deleted'); end;

/* postgresql */
drop trigger audit_events_no_change on audit_events;

/* postgresql */
create trigger audit_events_no_change before update or truncate on audit_events
for each statement execute function audit_events_stay();

/* postgresql */
create function audit_events_go() returns trigger language plpgsql as
$$ begin if old.sequence <= (select a.sequence from audit_anchors a where a.chain = old.chain) then return old; else raise exception 'audit events behind the anchor are never deleted' using errcode = 'restrict_violation'; end if; end $$;

/* postgresql */
create trigger audit_events_no_delete before delete on audit_events
for each row execute function audit_events_go();
