-- A database as applications have them: wide rows of JSON with a GIN index, bytes that do not
-- compress, and many narrow rows. :scale 30 gives about 1.5 GB.
create table events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  payload jsonb not null
);
insert into events (at, kind, payload)
select timestamptz '2026-01-01' + i * interval '13 seconds',
       (array['click', 'view', 'buy', 'refund', 'login'])[1 + i % 5],
       jsonb_build_object(
         'user', (i::bigint * 7919) % 100003,
         'ref', md5(i::text),
         'tags', jsonb_build_array(i % 17, i % 23, 'tag' || (i % 101)),
         'note', repeat(md5((i::bigint * 31)::text), 1 + i % 4))
from generate_series(1, 50000 * :scale) i;
create index on events using gin (payload jsonb_path_ops);
create index on events (kind, at);

create table documents (id integer primary key, name text not null unique, body bytea not null);
alter table documents alter body set storage external;
insert into documents
select i, 'document ' || i, decode(string_agg(md5((i * 1000 + j)::text), ''), 'hex')
from generate_series(1, 2000 * :scale) i, generate_series(1, 384) j
group by i;

create table accounts (id integer primary key, branch integer not null, balance integer not null, filler char(84));
insert into accounts
select i, i % 100, 0, '' from generate_series(1, 100000 * :scale) i;

create view busy as select kind, count(*) from events group by kind;
