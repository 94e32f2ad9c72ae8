-- The demo tables' keys begin with tenant_id (see demo-schema.sql). A tenant sees one value of it
-- only, so for a tenant the rest is the key, as it would be declared in Redshift.
SELECT current_database()::varchar AS database_name,
  n.nspname::varchar AS schema_name,
  t.relname::varchar AS table_name,
  a.attname::varchar AS column_name,
  row_number() OVER (ORDER BY k.place)::int AS key_seq,
  c.conname::varchar AS pk_name
FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k (attnum, place)
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
WHERE c.contype = 'p' AND a.attname <> 'tenant_id'
  AND current_database() = $1::text AND n.nspname = $2::text AND t.relname = $3::text
