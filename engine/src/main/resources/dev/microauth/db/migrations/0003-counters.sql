-- How many rows there are, kept while they come and go: a list tells its total without counting.
create table counters (
    name text primary key,
    n bigint not null
);

/* postgresql */
create function count_rows() returns trigger language plpgsql as
$$ begin update counters set n = n + (case tg_op when 'INSERT' then 1 else -1 end) where name = tg_table_name; return null; end $$;

insert into counters (name, n) select 'users', count(*) from users;

/* sqlite */
create trigger users_counted_in after insert on users
begin update counters set n = n + 1 where name = 'users'; end;

/* sqlite */
create trigger users_counted_out after delete on users
begin update counters set n = n - 1 where name = 'users'; end;

/* postgresql */
create trigger users_counted after insert or delete on users
for each row execute function count_rows();

insert into counters (name, n) select 'clients', count(*) from clients;

/* sqlite */
create trigger clients_counted_in after insert on clients
begin update counters set n = n + 1 where name = 'clients'; end;

/* sqlite */
create trigger clients_counted_out after delete on clients
begin update counters set n = n - 1 where name = 'clients'; end;

/* postgresql */
create trigger clients_counted after insert or delete on clients
for each row execute function count_rows();

insert into counters (name, n) select 'roles', count(*) from roles;

/* sqlite */
create trigger roles_counted_in after insert on roles
begin update counters set n = n + 1 where name = 'roles'; end;

/* sqlite */
create trigger roles_counted_out after delete on roles
begin update counters set n = n - 1 where name = 'roles'; end;

/* postgresql */
create trigger roles_counted after insert or delete on roles
for each row execute function count_rows();

insert into counters (name, n) select 'permissions', count(*) from permissions;

/* sqlite */
create trigger permissions_counted_in after insert on permissions
begin update counters set n = n + 1 where name = 'permissions'; end;

/* sqlite */
create trigger permissions_counted_out after delete on permissions
begin update counters set n = n - 1 where name = 'permissions'; end;

/* postgresql */
create trigger permissions_counted after insert or delete on permissions
for each row execute function count_rows();

insert into counters (name, n) select 'scopes', count(*) from scopes;

/* sqlite */
create trigger scopes_counted_in after insert on scopes
begin update counters set n = n + 1 where name = 'scopes'; end;

/* sqlite */
create trigger scopes_counted_out after delete on scopes
begin update counters set n = n - 1 where name = 'scopes'; end;

/* postgresql */
create trigger scopes_counted after insert or delete on scopes
for each row execute function count_rows();

insert into counters (name, n) select 'refresh_families', count(*) from refresh_families;

/* sqlite */
create trigger refresh_families_counted_in after insert on refresh_families
begin update counters set n = n + 1 where name = 'refresh_families'; end;

/* sqlite */
create trigger refresh_families_counted_out after delete on refresh_families
begin update counters set n = n - 1 where name = 'refresh_families'; end;

/* postgresql */
create trigger refresh_families_counted after insert or delete on refresh_families
for each row execute function count_rows();

insert into counters (name, n) select 'service_accounts', count(*) from service_accounts;

/* sqlite */
create trigger service_accounts_counted_in after insert on service_accounts
begin update counters set n = n + 1 where name = 'service_accounts'; end;

/* sqlite */
create trigger service_accounts_counted_out after delete on service_accounts
begin update counters set n = n - 1 where name = 'service_accounts'; end;

/* postgresql */
create trigger service_accounts_counted after insert or delete on service_accounts
for each row execute function count_rows();

insert into counters (name, n) select 'sessions', count(*) from sessions;

/* sqlite */
create trigger sessions_counted_in after insert on sessions
begin update counters set n = n + 1 where name = 'sessions'; end;

/* sqlite */
create trigger sessions_counted_out after delete on sessions
begin update counters set n = n - 1 where name = 'sessions'; end;

/* postgresql */
create trigger sessions_counted after insert or delete on sessions
for each row execute function count_rows();
