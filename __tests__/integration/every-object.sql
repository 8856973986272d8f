-- Every kind of object that PostgreSQL's pg_dump can dump, as far as a server without further
-- modules allows (no security labels: they need a provider). For psql, on 14 and later. Needs the
-- roles every_owner and every_reader; begins with the awkward names and rows of source-database.sql.
\ir source-database.sql
select current_setting('server_version_num')::int >= 150000 as is15,
       current_setting('server_version_num')::int >= 160000 as is16,
       current_setting('server_version_num')::int >= 170000 as is17,
       current_setting('server_version_num')::int >= 180000 as is18 \gset
\o /dev/null

create schema every;
comment on schema every is 'A schema''s comment';
create schema extensions;
create schema owned authorization every_owner;
set search_path = every, extensions, public;

-- extensions, in a schema of their own
create extension hstore schema extensions;
create extension pg_trgm schema extensions;
create extension btree_gist schema extensions;
comment on extension hstore is 'ours';

-- types
create type colour as enum ('red', 'green', 'blue');
alter type colour add value 'amber' before 'green';
comment on type colour is 'An enum';
create domain us_postal_code as text collate "C" default '00000' not null
  constraint digits check (value ~ '^\d{5}$') constraint short check (length(value) < 11);
comment on constraint short on domain us_postal_code is 'checked';
create domain nested_domain as us_postal_code check (value <> '99999');
create type pair as (f1 int, f2 text collate "C");
comment on column pair.f1 is 'first';
create type span as range (subtype = text, collation = "C");
create type undefined_type;
create type int42;
create function int42_in(cstring) returns int42 language internal strict immutable as 'int4in';
create function int42_out(int42) returns cstring language internal strict immutable as 'int4out';
create type int42 (internallength = 4, input = int42_in, output = int42_out, alignment = int4, default = 42, passedbyvalue);
create collation plain from "C";
create collation by_bytes (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- functions, procedures, aggregates, operators, casts, transforms, languages, access methods
create function add_one(n int, by int default 1) returns int language sql immutable strict parallel safe
  set work_mem = '8MB' as $_$ select n + by $_$;
comment on function add_one(int, int) is 'adds';
create function sql_body(n int) returns int language sql begin atomic; select n * 2; end;
create function many(variadic numbers int[]) returns table (n int) language plpgsql security definer cost 5 rows 7
  as $$ begin return query select unnest(numbers); end $$;
create procedure tidy(inout n int) language plpgsql as $$ begin n := n + 1; end $$;
create function note() returns event_trigger language plpgsql as $$ begin null; end $$;
create function squares_step(numeric, int) returns numeric language sql immutable as 'select $1 + $2 * $2';
create aggregate squares(int) (sfunc = squares_step, stype = numeric, initcond = '0', parallel = safe);
create aggregate middle(float8 order by anyelement) (
  sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
create function same(int42, int42) returns bool language internal strict immutable as 'int4eq';
create operator === (leftarg = int42, rightarg = int42, function = same, commutator = ===, hashes);
comment on operator === (int42, int42) is 'the same';
create function hash_int42(int42) returns int language internal strict immutable as 'hashint4';
create operator family numbers using btree;
create operator class int42_hash default for type int42 using hash as operator 1 ===, function 1 hash_int42(int42);
alter operator family numbers using btree add
  operator 1 < (bigint, int), operator 3 = (bigint, int), function 1 (bigint, int) btint84cmp(bigint, int);
create function to_text(int42) returns text language internal strict immutable as 'int4out';
create cast (int42 as int) without function as assignment;
comment on cast (int42 as int) is 'a cast';
create transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
create function pl_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create language pltestlang handler pl_handler;
comment on language pltestlang is 'another language';
create access method gist2 type index handler gisthandler;
create access method heap2 type table handler heap_tableam_handler;

-- text search
create text search configuration plain_search (copy = simple);
create text search dictionary words (template = simple, stopwords = 'english', accept = false);
create text search parser words_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template words_template (init = dsimple_init, lexize = dsimple_lexize);
alter text search configuration plain_search alter mapping for word with words;
comment on text search configuration plain_search is 'searches';

-- foreign data
create foreign data wrapper nowhere options (debug 'true');
create server loop foreign data wrapper nowhere options (dbname 'nothing', host 'db.invalid');
create user mapping for current_user server loop options (user 'nobody', password 'secret');
create user mapping for public server loop options (user 'guest');
create foreign table far (id int options (column_name 'key') not null, name text) server loop options (table_name 'elsewhere');
comment on foreign table far is 'far away';

-- tables: columns of every kind
create table typed of pair (primary key (f1), f2 with options default 'x');
create table columns (
  id serial primary key,
  always_id bigint generated always as identity (start 100 increment 5 minvalue 7 maxvalue 900000 cycle),
  by_default_id int generated by default as identity,
  gone int,
  hue colour default 'amber',
  hues colour[],
  postal nested_domain,
  composite pair,
  composites pair[],
  spans span,
  number int42,
  pairs extensions.hstore default 'a=>1',
  amount numeric(12, 3) check (amount >= 0) no inherit,
  stored text generated always as (lower(name)) stored,
  name text collate by_bytes,
  document tsvector, tree xml, at timestamptz, day interval, flag bit varying(9), where_from inet,
  real_number real, double_number double precision, letter "char", fixed char(7), short varchar(5),
  money_amount money, path_of path, json_of json, json_binary jsonb, numbers int[][], texts text[],
  bytes bytea, tiny smallint, big bigint, id_of uuid, times time with time zone, at_local timestamp, loc point,
  kind regclass, multi int4multirange
);
alter table columns drop column gone, add column later int default 7, alter column name set storage external,
  alter column name set statistics 77, alter column amount set (n_distinct = 12),
  set (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
comment on column columns.name is 'a column';
insert into columns (hue, hues, postal, composite, composites, spans, number, amount, name, document, tree, at, day, flag,
  where_from, real_number, double_number, letter, fixed, short, money_amount, path_of, json_of, json_binary, numbers, texts,
  bytes, tiny, big, id_of, times, at_local, loc, kind, multi)
select (array['red', 'amber', 'green', 'blue'])[1 + i % 4]::colour, array['red', null, 'blue']::colour[], '12345',
  row(i, E'a,"b"\n')::pair, array[row(i, 'x')::pair], '["a","c")', '7', i / 3.0, 'Name ' || i,
  to_tsvector('simple', 'the quick ' || i), '<?xml version="1.0"?><a><b/></a>', timestamptz '2026-01-01 12:00:00.123456+05' + i * interval '1 day',
  i * interval '1 month 2 days 3.5 seconds', b'101', '10.0.0.0/8', 1.1 * i, 1e-300 * i, 'x', 'ab', 'é', 12.34,
  '((1,2),(3,4))', '{"b": 1,  "a": [1, null]}', '{"b": 1, "a": "\u00e9"}', array[[1, 2], [3, null]], array['', null, 'NULL', '{}'],
  '\x00ff0a5c', i, i::bigint * 1000000007, md5(i::text)::uuid, '12:34:56.789+02', 'infinity', '(1.5,-2)', 'pg_class', '{[1,3),[7,9)}'
from generate_series(1, 200) i;
insert into columns (name, real_number, double_number, at) values ('special', 'NaN', '-Infinity', '0044-03-15 12:00:00 BC'), (null, null, null, null);

create table only_generated (doubled int generated always as (1 + 1) stored);
insert into only_generated default values;
create table second_heap (id int) using heap2;
insert into second_heap select generate_series(1, 20);
create unlogged table unlogged_rows (id int primary key);
insert into unlogged_rows values (1), (2);
create table wide (id int, body text);
alter table wide alter body set storage external;
insert into wide select i, repeat(md5(i::text), 3000) from generate_series(1, 20) i;

-- inheritance and partitions
create table base (id int primary key, kind text not null default 'base');
create table heir (extra int, constraint positive check (extra > 0)) inherits (base);
alter table only base add constraint short_kind check (length(kind) < 20) no inherit;
alter table heir alter kind set default 'heir';
insert into base values (1);
insert into heir values (2, 'other', 5);
create table by_hash (hue colour, id int, primary key (hue, id)) partition by hash (hue);
create table by_hash_0 partition of by_hash for values with (modulus 3, remainder 0);
create table by_hash_1 partition of by_hash for values with (modulus 3, remainder 1);
create table by_hash_2 partition of by_hash for values with (modulus 3, remainder 2);
insert into by_hash select (array['red', 'amber', 'green', 'blue'])[1 + i % 4]::colour, i from generate_series(1, 100) i;
create table by_range (id int, at date not null, note text default 'parent') partition by range (at);
create table by_range_old partition of by_range for values from (minvalue) to ('2026-01-01') partition by list (id);
create table by_range_old_some partition of by_range_old for values in (1, 2, null);
create table by_range_old_rest partition of by_range_old default;
create table by_range_new (note text default 'child', at date not null, dropped int, id int);
alter table by_range_new drop column dropped;
alter table by_range attach partition by_range_new for values from ('2026-01-01') to (maxvalue);
insert into by_range select i % 5, date '2025-12-01' + i, 'row ' || i from generate_series(1, 100) i;
create index by_range_at on by_range (at desc nulls last) include (note);
create unique index by_range_new_own on by_range_new (id, at);
alter table by_range add constraint by_range_pair unique (id, at);

-- indexes, constraints, statistics
create index columns_expression on columns (add_one(later), lower(name)) where later > 0;
alter index columns_expression alter column 1 set statistics 400;
create index columns_trigrams on columns using gin (name extensions.gin_trgm_ops) with (fastupdate = off);
create index columns_spatial on columns using gist (loc);
create index on_second_heap on second_heap (id);
create index columns_hash on columns using hash (number);
create index columns_brin on columns using brin (id) with (pages_per_range = 4);
create unique index columns_key on columns (id_of, big);
comment on index columns_key is 'an index';
alter table columns cluster on columns_pkey;
create table referring (
  id int primary key,
  to_columns int references columns (id) on delete cascade on update set null deferrable initially deferred,
  to_self int references referring (id),
  to_parts int, at date,
  period tstzrange,
  constraint no_overlap exclude using gist (id with =, period with &&) deferrable,
  constraint deferred_key unique (to_columns, id) deferrable initially deferred,
  foreign key (to_parts, at) references by_range (id, at)
);
insert into referring select i, i, i - 1 + (i = 1)::int, null, null, tstzrange(now(), null) from generate_series(1, 50) i;
alter table referring add constraint not_valid check (id > 10) not valid;
alter table referring add constraint fk_not_valid foreign key (to_self) references base (id) not valid;
alter table referring replica identity full;
update columns set big = -id where big is null;
alter table columns alter big set not null;
create unique index columns_big on columns (big);
alter table columns replica identity using index columns_big;
\if :is15
create table nulls_alike (id int, unique nulls not distinct (id));
\endif
create statistics columns_statistics (ndistinct, dependencies, mcv) on later, amount from columns;
create statistics columns_expression_statistics on (later + 1), lower(name) from columns;
alter statistics columns_statistics set statistics 55;
comment on statistics columns_statistics is 'statistics';

-- views, rules, materialized views that need one another
create view seen with (security_barrier) as select id, name from columns where id < 100 with local check option;
comment on view seen is 'a view';
create view grouped as select c.*, count(r.id) as uses from columns c left join referring r on r.to_columns = c.id group by c.id;
create function reads_view(n int) returns bigint language sql stable begin atomic; select uses from grouped where id = n; end;
create materialized view summary as select hue, count(*) as n from columns group by hue;
create unique index summary_key on summary (hue);
create materialized view summary_of_summary as select sum(n) as total from summary with data;
create materialized view never_filled as select 1 as one with no data;
create materialized view over_a_function as select add_one(7) as eight;
create rule no_delete as on delete to seen do instead nothing;
create rule log_it as on update to base where old.id <> new.id do also insert into unlogged_rows values (new.id + 1000);
alter table base disable rule log_it;
comment on rule no_delete on seen is 'a rule';

-- triggers, policies, event triggers, publications, subscriptions
create trigger first after insert on base referencing new table as added for each statement execute function touch();
create constraint trigger later after update on columns deferrable initially deferred
  for each row when (old.id is distinct from new.id) execute function touch('an "argument"');
create trigger every_part before insert on by_range for each row execute function touch();
alter table by_range_new disable trigger every_part;
alter table base enable always trigger first;
comment on trigger first on base is 'a trigger';
alter table base enable row level security;
alter table base force row level security;
create policy readers on base as restrictive for select to every_reader using (id > 0);
create policy writers on base for insert with check (kind <> 'x');
comment on policy writers on base is 'a policy';
create event trigger on_ddl on ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE') execute function note();
alter event trigger on_ddl disable;
comment on event trigger on_ddl is 'an event trigger';
create publication everything_of_it for all tables with (publish = 'insert, update');
create publication a_few for table base, only columns;
comment on publication a_few is 'a publication';
\if :is15
create publication filtered for table base (id, kind) where (id > 5);
create publication of_schema for tables in schema second;
\endif
create subscription nothing connection 'host=db.invalid' publication a_few with (connect = false, slot_name = none, enabled = false);
comment on subscription nothing is 'a subscription';

\if :is17
create table with_ranges (id int, period daterange) partition by list (id);
\endif
\if :is18
create table virtual_column (id int, twice int generated always as (id * 2) virtual);
insert into virtual_column values (1), (2);
create table temporal (id int, period daterange, primary key (id, period without overlaps));
insert into temporal values (1, '[2026-01-01,2026-02-01)');
alter table wide add constraint id_there not null id not valid;
create table unenforced (id int, check (id > 3) not enforced);
insert into unenforced values (1);
\endif

-- owners, rights, default privileges
create table owned.things (id int generated by default as identity primary key, secret text, open text);
alter table owned.things owner to every_owner;
alter sequence owned.things_id_seq restart 55;
insert into owned.things (secret, open) values ('s', 'o');
grant select (id, open), update (open) on owned.things to every_reader;
grant usage on schema every, owned to every_reader;
grant select, insert on columns to every_reader with grant option;
revoke execute on function add_one(int, int) from public;
grant execute on function add_one(int, int) to every_reader;
grant usage on type colour to every_reader;
grant usage on foreign data wrapper nowhere to every_reader;
grant usage on foreign server loop to every_reader;
alter function sql_body(int) owner to every_owner;
alter type pair owner to every_owner;
alter default privileges in schema every grant select on tables to every_reader;
alter default privileges for role every_owner revoke execute on functions from public;
grant select on pg_proc to every_reader;

-- sequences at awkward places, large objects
create sequence down as smallint increment -3 minvalue -300 maxvalue 30 start 30 cache 4;
select nextval('down'), nextval('down');
create sequence fresh start 1000;
create sequence "odd 'name"".x" owned by columns.later;
select setval('"odd ''name"".x"', 77, false);
select lo_create(5001), lo_from_bytea(5002, ''), lo_from_bytea(5003, decode(repeat('c0ffee', 900000), 'hex'));
select lo_put(lo_create(5004), 3000000, 'after a hole');
comment on large object 5002 is E'a large\nobject''s comment';
alter large object 5003 owner to every_owner;
grant select on large object 5003 to every_reader;
grant select, update on large object 5002 to public;
