-- Whatever a dump can get wrong: one of each kind, with awkward names and awkward rows.
create schema "Ünder Wood";
create schema second;
create type mood as enum ('sad', 'ok', 'it''s fine');
create domain positive as integer check (value > 0);

create table orders (
  id bigint generated always as identity primary key,
  customer text not null,
  amount positive not null,
  feeling mood default 'ok',
  total numeric generated always as (amount * 2) stored,
  extra jsonb,
  bytes bytea
);
insert into orders (customer, amount, extra, bytes)
select 'customer ' || i, i, jsonb_build_object('n', i, 'text', E'a\nb\t"c"\\'), decode(md5(i::text), 'hex')
from generate_series(1, 1000) i;

create table second.orders (id integer primary key references public.orders (id));
insert into second.orders select i from generate_series(1, 10) i;

create table "Ünder Wood"."two words, ""quoted"" $and$ more" ("a;b" text, "ç" text);
insert into "Ünder Wood"."two words, ""quoted"" $and$ more"
values (E'\\.', '\.'), (E'line\nbreak', E'tab\there'), (null, E'\\N'), ('', 'COPY x FROM stdin;');

create table nothing ();
insert into nothing default values;
insert into nothing default values;

create table empty (id integer);

create table measurements (at date not null, value real) partition by range (at);
create table measurements_2025 partition of measurements for values from ('2025-01-01') to ('2026-01-01');
create table measurements_2026 partition of measurements for values from ('2026-01-01') to ('2027-01-01');
create table measurements_rest partition of measurements default;
insert into measurements select date '2025-06-01' + i, i from generate_series(1, 400) i;
insert into measurements values ('2030-01-01', 1);

create table parent (id integer);
create table child (extra text) inherits (parent);
insert into parent values (1);
insert into child values (2, 'x'), (3, 'y');

create unlogged table scratch (id integer);
insert into scratch values (1);

create view totals as select customer, sum(amount) from orders group by customer;
create materialized view counts as select feeling, count(*) from orders group by feeling;

create function trap() returns text language sql as $body$
  select $$
COPY public.trap (id) FROM stdin;
1
\.
$$ $body$;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before update on orders for each row execute function touch();
comment on table orders is E'COPY public.comment (id) FROM stdin;\n1\n\\.\n';
create sequence counter start 5;
select nextval('counter');
create index on orders (customer);
create statistics pairs (dependencies) on customer, amount from orders;
select lo_from_bytea(4711, decode(repeat('00ff', 100000), 'hex'));
