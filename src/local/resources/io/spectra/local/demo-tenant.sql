-- One tenant: its database user, and its rows. {tenant}, {user}, {password}, {database} and {rows}
-- are replaced. The rows are a function of their number alone, so they are the same every time; from
-- 20,000 sales on, every day from 2022 to 2031 has an order.

CREATE ROLE {user} LOGIN PASSWORD '{password}'
  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {user};
GRANT SELECT, INSERT, UPDATE, DELETE ON sales, customers, orders TO {user};

INSERT INTO sales
SELECT n,
  (ARRAY['APAC', 'EMEA', 'AMER'])[(1 + n % 3)::int],
  (ARRAY['Anvil', 'Bicycle', 'Compass', 'Drill', 'Easel', 'Flute, silver', 'Gauge 3"'])[(1 + n % 7)::int],
  (1 + (n * 7 + length('{tenant}')) % 50)::int,
  (1 + (n * 7919 * length('{tenant}')) % 500000)::decimal(18,2) / 100,
  CASE WHEN n % 11 = 0 THEN NULL ELSE (n % 40) / 100.0 END,
  n % 20 = 0,
  extract(year FROM moment)::integer,
  moment,
  CASE n % 10
    WHEN 1 THEN 'says "hello", twice'
    WHEN 3 THEN 'first line' || chr(10) || 'second line'
    WHEN 5 THEN 'Grüße aus Köln'
    WHEN 7 THEN NULL
    WHEN 9 THEN ''
    ELSE 'sale ' || n || ' of {tenant}'
  END,
  '{tenant}'
FROM generate_series(1::bigint, {rows}) n,
  LATERAL (SELECT timestamp '2022-01-01' + ((n * 104729) % 1826) * interval '1 day'
    + ((n * 6151) % 86400) * interval '1 second' + (n % 1000) * interval '1 millisecond') t (moment);

INSERT INTO customers
SELECT n,
  'Customer ' || n || ' of {tenant}',
  'customer' || n || '@{tenant}.example',
  (ARRAY['APAC', 'EMEA', 'AMER'])[(1 + n % 3)::int],
  timestamp '2021-01-01' + (n % 1095) * interval '1 day',
  '{tenant}'
FROM generate_series(1::bigint, {rows} / 100) n;

INSERT INTO orders
SELECT n,
  1 + n % greatest(1, {rows} / 100),
  date '2022-01-01' + (n % 3652)::int,
  (ARRAY['open', 'paid', 'shipped', 'cancelled'])[(1 + n % 4)::int],
  (100 + (n * 7919) % 100000)::decimal(18,2) / 100,
  '{tenant}'
FROM generate_series(1::bigint, {rows} / 5) n;
