-- What the next question of a verifier begins behind. An entry's mark is drawn when the entry is made: after a restore the same
-- token may die once more, behind others that nobody was told of, and is then not the entry that was read before.
alter table revocations add column mark bytea;

/* sqlite */
update revocations set mark = randomblob(16);

/* postgresql */
update revocations set mark = uuid_send(gen_random_uuid());

create unique index revocations_marks on revocations (mark);

/* sqlite */
drop trigger revocations_numbered;

/* sqlite */
create trigger revocations_numbered after insert on revocations
begin update revocation_order set last = last + 1; update revocations set sequence = (select last from revocation_order), mark = randomblob(16) where jti = new.jti; end;

/* postgresql */
create or replace function revocations_numbered() returns trigger language plpgsql as
$$ begin update revocation_order set last = last + 1 returning last into new.sequence; new.mark := uuid_send(gen_random_uuid()); return new; end $$;
