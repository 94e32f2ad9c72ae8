SELECT table_catalog::varchar AS database_name,
  table_schema::varchar AS schema_name,
  table_name::varchar AS table_name,
  column_name::varchar AS column_name,
  ordinal_position::int AS ordinal_position,
  column_default::varchar AS column_default,
  is_nullable::varchar AS is_nullable,
  data_type::varchar AS data_type,
  character_maximum_length::int AS character_maximum_length,
  numeric_precision::int AS numeric_precision,
  numeric_scale::int AS numeric_scale,
  NULL::varchar AS remarks,
  NULL::varchar AS sort_key_type,
  0 AS sort_key,
  0 AS dist_key,
  NULL::varchar AS encoding,
  NULL::varchar AS "collation"
FROM information_schema.columns
WHERE table_catalog = $1::text AND table_schema = $2::text AND table_name = $3::text
  AND column_name LIKE {pattern}
