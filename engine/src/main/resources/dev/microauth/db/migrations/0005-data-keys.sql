-- The keys of sealed values by version, sealed under the root key themselves. Version 0 is what values were sealed with
-- before there were versions: it follows from the root key and has no bytes of its own.
create table data_keys (
    version bigint primary key,
    state text not null,
    sealed_key bytea not null,
    created_at bigint not null,
    retired_at bigint
);
create unique index data_keys_current on data_keys (state) where state = 'current';

/* sqlite */
insert into data_keys (version, state, sealed_key, created_at)
select 0, 'current', x'', min(created_at) from signing_keys having count(*) > 0;

/* postgresql */
insert into data_keys (version, state, sealed_key, created_at)
select 0, 'current', ''::bytea, min(created_at) from signing_keys having count(*) > 0;

-- Which key a value is sealed with: a key cannot go while a value is left.
alter table signing_keys add column data_key bigint references data_keys (version);
alter table totp_secrets add column data_key bigint references data_keys (version);
alter table postgres_credentials add column data_key bigint references data_keys (version);

update signing_keys set data_key = 0;
update totp_secrets set data_key = 0;
update postgres_credentials set data_key = 0;

create index signing_keys_data_key on signing_keys (data_key, kid);
create index totp_secrets_data_key on totp_secrets (data_key, user_id);
create index postgres_credentials_data_key on postgres_credentials (data_key, service_account);
