-- A small shop that has a bit of everything a real database has, for the demo and for tests.
-- Fixed seed and dates: it is the same every time.
SET client_min_messages = warning;
SELECT setseed(0.42);

CREATE SCHEMA shop;
CREATE SCHEMA archive;
COMMENT ON SCHEMA shop IS 'Everything the shop sells, and to whom.';
SET search_path = shop, public;

CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent', 'returned');
CREATE DOMAIN email AS text CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
CREATE DOMAIN price AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE TYPE address AS (street text, city text, postcode text);
CREATE SEQUENCE invoice_number START 10000 INCREMENT 7;

CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  email email NOT NULL UNIQUE,
  home address,
  tags text[] NOT NULL DEFAULT '{}',
  profile jsonb NOT NULL DEFAULT '{}',
  since timestamptz NOT NULL DEFAULT '2024-01-01 00:00+00'
);
COMMENT ON TABLE customers IS 'People; see the privacy policy.';
COMMENT ON COLUMN customers.profile IS 'What they told us, as it''s entered.';
CREATE INDEX customers_profile ON customers USING gin (profile);
INSERT INTO customers (name, email, home, tags, profile, since)
SELECT (ARRAY['Ada', 'Zoë', 'Jürgen', 'Søren', '美咲', 'Олена'])[1 + i % 6] || ' ' || i,
  'customer' || i || '@example.com',
  ROW('Street ' || i, (ARRAY['Köln', 'Łódź', 'Nice'])[1 + i % 3], lpad(i::text, 5, '0'))::address,
  CASE WHEN i % 5 = 0 THEN ARRAY['gold', 'a "quoted", tag'] ELSE '{}' END,
  jsonb_build_object('visits', i % 40, 'note', 'line' || chr(10) || 'break', 'opt_in', i % 2 = 0),
  '2024-01-01 00:00+00'::timestamptz + i * interval '3 hours'
FROM generate_series(1, 1000) AS i;

CREATE TABLE products (
  sku text PRIMARY KEY,
  title text NOT NULL,
  net price NOT NULL,
  gross numeric(10, 2) GENERATED ALWAYS AS (round(net * 1.19, 2)) STORED,
  photo bytea,
  manual oid
);
INSERT INTO products (sku, title, net, photo)
SELECT 'P' || lpad(i::text, 4, '0'), 'Product ' || i, (i % 90) + 0.95,
  CASE WHEN i % 10 = 0 THEN decode(repeat(md5(i::text), 60), 'hex') END
FROM generate_series(1, 200) AS i;
UPDATE products SET manual = lo_from_bytea(0, decode(repeat(md5(sku), 2000), 'hex'))
WHERE sku IN ('P0001', 'P0002', 'P0003');

CREATE TABLE orders (
  id bigint NOT NULL,
  customer_id bigint NOT NULL REFERENCES customers,
  state order_state NOT NULL,
  placed date NOT NULL,
  invoice bigint NOT NULL DEFAULT nextval('invoice_number'),
  PRIMARY KEY (id, placed)
) PARTITION BY RANGE (placed);
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_later PARTITION OF orders DEFAULT;
INSERT INTO orders (id, customer_id, state, placed)
SELECT i, 1 + i % 1000, (enum_range(NULL::order_state))[1 + i % 4], '2024-01-01'::date + i % 900
FROM generate_series(1, 5000) AS i;

CREATE TABLE order_lines (
  order_id bigint NOT NULL,
  sku text NOT NULL REFERENCES products,
  quantity integer NOT NULL CHECK (quantity > 0),
  placed date NOT NULL,
  FOREIGN KEY (order_id, placed) REFERENCES orders (id, placed)
);
INSERT INTO order_lines
SELECT id, 'P' || lpad((1 + (id * j) % 200)::text, 4, '0'), 1 + (id % 3)::integer, placed
FROM orders, generate_series(1, 4) AS j;
CREATE INDEX ON order_lines (order_id, placed);

CREATE TABLE changes (at timestamptz NOT NULL, what text NOT NULL);
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO shop.changes VALUES ('2025-06-01 12:00+00', TG_OP || ' ' || NEW.sku);
  RETURN NEW;
END
$body$;
CREATE TRIGGER product_changes AFTER UPDATE ON products
  FOR EACH ROW EXECUTE FUNCTION note_change();
UPDATE products SET title = title || ' (new)' WHERE sku < 'P0006';

CREATE VIEW open_orders AS SELECT * FROM orders WHERE state IN ('new', 'paid');
CREATE MATERIALIZED VIEW revenue AS
  SELECT date_trunc('month', l.placed)::date AS month, sum(l.quantity * p.gross) AS gross
  FROM order_lines AS l JOIN products AS p USING (sku) GROUP BY 1;
CREATE UNIQUE INDEX ON revenue (month);

-- What trips tools up: the same name in two schemas, odd names, no columns at all, and text
-- that looks like the end of COPY's data.
CREATE TABLE archive.orders (LIKE shop.orders);
INSERT INTO archive.orders SELECT * FROM shop.orders WHERE placed < '2024-02-01';
CREATE TABLE "Wish list, ""2025""" ("who's" text, "größe ✓" integer, "a	tab" text);
INSERT INTO "Wish list, ""2025""" VALUES ('Ada''s', 42, NULL), ('Zoë', NULL, '');
CREATE TABLE no_columns ();
INSERT INTO no_columns SELECT FROM generate_series(1, 3);
CREATE TABLE empty_so_far (id integer PRIMARY KEY, note text);
CREATE TABLE odd_texts (id integer PRIMARY KEY, body text);
INSERT INTO odd_texts VALUES
  (1, E'\\.'), (2, E'before\n\\.\nafter'), (3, E'tab\there'), (4, E'back\\slash \\n \\N'),
  (5, E'\r\n'), (6, ''), (7, NULL), (8, E'\\N'), (9, '☃ 😀'), (10, repeat('long ', 5000)),
  (11, 'COPY shop.odd_texts (id, body) FROM stdin;'), (12, E'\x01\x7f');
RESET search_path;
ANALYZE;
