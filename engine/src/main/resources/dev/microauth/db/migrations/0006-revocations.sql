-- Access tokens that died before their time, numbered in the order in which their deaths were committed: what verifiers
-- elsewhere are told. Kept by triggers, so that no way to end a token can be forgotten.
create table revocations (
    jti bytea primary key,
    sequence bigint,
    expires_at bigint not null
);
create unique index revocations_order on revocations (sequence);
create index revocations_expiry on revocations (expires_at);

-- One row. Whoever counts up holds it until the commit, so that numbers are seen in their order on every node.
create table revocation_order (
    id bigint primary key,
    last bigint not null
);
insert into revocation_order (id, last) values (1, 0);

-- Sessions that idled out end without a write.
create index sessions_idle on sessions (idle_until) where idle_until is not null;

/* sqlite */
create trigger revocations_numbered after insert on revocations
begin update revocation_order set last = last + 1; update revocations set sequence = (select last from revocation_order) where jti = new.jti; end;

/* postgresql */
create function revocations_numbered() returns trigger language plpgsql as
$$ begin update revocation_order set last = last + 1 returning last into new.sequence; return new; end $$;

/* postgresql */
create trigger revocations_numbered before insert on revocations
for each row execute function revocations_numbered();

-- By itself, or with its family.
/* sqlite */
create trigger tokens_revoked after update of revoked_at on tokens
when new.revoked_at is not null and old.revoked_at is null and new.ring = 'auth' and new.expires_at > new.revoked_at
begin insert into revocations (jti, expires_at) values (new.jti, new.expires_at) on conflict do nothing; end;

/* postgresql */
create function tokens_revoked() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) values (new.jti, new.expires_at) on conflict do nothing; return null; end $$;

/* postgresql */
create trigger tokens_revoked after update of revoked_at on tokens
for each row when (new.revoked_at is not null and old.revoked_at is null and new.ring = 'auth' and new.expires_at > new.revoked_at) execute function tokens_revoked();

-- What is lifted over the end of all others lives on.
/* sqlite */
create trigger tokens_lifted after update of generation on tokens
when new.generation > old.generation and new.revoked_at is null
begin delete from revocations where jti = new.jti; end;

/* postgresql */
create function tokens_lifted() returns trigger language plpgsql as
$$ begin delete from revocations where jti = new.jti; return null; end $$;

/* postgresql */
create trigger tokens_lifted after update of generation on tokens
for each row when (new.generation > old.generation and new.revoked_at is null) execute function tokens_lifted();

-- Granted to somebody who was barred while it was signed.
/* sqlite */
create trigger tokens_born_dead after insert on tokens
when new.ring = 'auth' and (exists (select 1 from subjects where id = coalesce(new.user_id, new.service_account) and generation > new.generation)
    or exists (select 1 from sessions where id = new.session_id and ended_at is not null)
    or exists (select 1 from clients where id = new.client and not is_active))
begin insert into revocations (jti, expires_at) values (new.jti, new.expires_at) on conflict do nothing; end;

/* postgresql */
create function tokens_born_dead() returns trigger language plpgsql as
$$ begin if exists (select 1 from subjects where id = coalesce(new.user_id, new.service_account) and generation > new.generation) or exists (select 1 from sessions where id = new.session_id and ended_at is not null) or exists (select 1 from clients where id = new.client and not is_active) then insert into revocations (jti, expires_at) values (new.jti, new.expires_at) on conflict do nothing; end if; return null; end $$;

/* postgresql */
create trigger tokens_born_dead after insert on tokens
for each row when (new.ring = 'auth') execute function tokens_born_dead();

/* sqlite */
create trigger sessions_ended after update of ended_at on sessions
when new.ended_at is not null and old.ended_at is null
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where session_id = new.id and ring = 'auth' and revoked_at is null and expires_at > new.ended_at on conflict do nothing; end;

/* postgresql */
create function sessions_ended() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where session_id = new.id and ring = 'auth' and revoked_at is null and expires_at > new.ended_at on conflict do nothing; return null; end $$;

/* postgresql */
create trigger sessions_ended after update of ended_at on sessions
for each row when (new.ended_at is not null and old.ended_at is null) execute function sessions_ended();

-- Everything of a person or a service account at once: barred, reset, another password, another credential.
/* sqlite */
create trigger subjects_ended after update of generation on subjects
when new.generation > old.generation
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where user_id = new.id and ring = 'auth' and revoked_at is null and generation < new.generation on conflict do nothing; insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = new.id and ring = 'auth' and revoked_at is null and generation < new.generation on conflict do nothing; end;

/* postgresql */
create function subjects_ended() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where user_id = new.id and ring = 'auth' and revoked_at is null and generation < new.generation on conflict do nothing; insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = new.id and ring = 'auth' and revoked_at is null and generation < new.generation on conflict do nothing; return null; end $$;

/* postgresql */
create trigger subjects_ended after update of generation on subjects
for each row when (new.generation > old.generation) execute function subjects_ended();

/* sqlite */
create trigger clients_barred after update of is_active on clients
when old.is_active and not new.is_active
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where client = new.id and ring = 'auth' and revoked_at is null and expires_at > new.modified_at on conflict do nothing; end;

/* postgresql */
create function clients_barred() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where client = new.id and ring = 'auth' and revoked_at is null and expires_at > new.modified_at on conflict do nothing; return null; end $$;

/* postgresql */
create trigger clients_barred after update of is_active on clients
for each row when (old.is_active and not new.is_active) execute function clients_barred();

/* sqlite */
create trigger accounts_barred after update of is_active on service_accounts
when old.is_active and not new.is_active
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = new.id and ring = 'auth' and revoked_at is null and expires_at > new.modified_at on conflict do nothing; end;

/* postgresql */
create function accounts_barred() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = new.id and ring = 'auth' and revoked_at is null and expires_at > new.modified_at on conflict do nothing; return null; end $$;

/* postgresql */
create trigger accounts_barred after update of is_active on service_accounts
for each row when (old.is_active and not new.is_active) execute function accounts_barred();

-- With the row of its owner the token's own row goes.
/* sqlite */
create trigger users_gone before delete on users
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where user_id = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; end;

/* postgresql */
create function users_gone() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where user_id = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; return old; end $$;

/* postgresql */
create trigger users_gone before delete on users
for each row execute function users_gone();

/* sqlite */
create trigger clients_gone before delete on clients
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where client = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; end;

/* postgresql */
create function clients_gone() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where client = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; return old; end $$;

/* postgresql */
create trigger clients_gone before delete on clients
for each row execute function clients_gone();

/* sqlite */
create trigger accounts_gone before delete on service_accounts
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; end;

/* postgresql */
create function accounts_gone() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where service_account = old.id and ring = 'auth' and revoked_at is null on conflict do nothing; return old; end $$;

/* postgresql */
create trigger accounts_gone before delete on service_accounts
for each row execute function accounts_gone();

/* sqlite */
create trigger sessions_gone before delete on sessions
begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where session_id = old.id and ring = 'auth' and revoked_at is null and expires_at > old.expires_at on conflict do nothing; end;

/* postgresql */
create function sessions_gone() returns trigger language plpgsql as
$$ begin insert into revocations (jti, expires_at) select jti, expires_at from tokens where session_id = old.id and ring = 'auth' and revoked_at is null and expires_at > old.expires_at on conflict do nothing; return old; end $$;

/* postgresql */
create trigger sessions_gone before delete on sessions
for each row execute function sessions_gone();
