-- The demo tables. Row-level security fills, filters and checks tenant_id from the database user.
--
-- Keys begin with tenant_id: uniqueness is checked past row-level security, so a key of sale_id
-- alone would tell a tenant which ids another one uses. Within what a tenant sees, sale_id is unique.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;

-- Redshift's id of the latest query: here the time of the statement, as that needs no sequence and so
-- works in a read-only transaction.
CREATE FUNCTION pg_catalog.pg_last_query_id() RETURNS bigint
  LANGUAGE sql STABLE
  RETURN (extract(epoch FROM statement_timestamp()) * 1000000)::bigint;

CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp
  LANGUAGE sql STABLE
  RETURN date_trunc('second', statement_timestamp())::timestamp;

-- The database users of tenants are called spectra_<tenant>.
CREATE FUNCTION public.current_tenant() RETURNS varchar
  LANGUAGE sql STABLE
  RETURN substr(session_user, length('spectra_') + 1)::varchar;

CREATE TABLE sales (
  sale_id bigint NOT NULL,
  region varchar(16),
  product varchar(64),
  quantity integer,
  amount decimal(18,2),
  discount double precision,
  returned boolean,
  year integer,
  sold_at timestamp,
  note varchar(256),
  tenant_id varchar(64) NOT NULL DEFAULT current_tenant(),
  PRIMARY KEY (tenant_id, sale_id)
);

CREATE TABLE customers (
  customer_id bigint NOT NULL,
  name varchar(128) NOT NULL,
  email varchar(256),
  region varchar(16),
  created_at timestamp,
  tenant_id varchar(64) NOT NULL DEFAULT current_tenant(),
  PRIMARY KEY (tenant_id, customer_id),
  UNIQUE (tenant_id, email)
);

CREATE TABLE orders (
  order_id bigint NOT NULL,
  customer_id bigint,
  date date,
  status varchar(16),
  total decimal(18,2),
  tenant_id varchar(64) NOT NULL DEFAULT current_tenant(),
  PRIMARY KEY (tenant_id, order_id)
);

ALTER TABLE sales ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;

-- Asked for once a statement, as a query of its own, instead of once a row.
CREATE POLICY own_rows ON sales
  USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY own_rows ON customers
  USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY own_rows ON orders
  USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
