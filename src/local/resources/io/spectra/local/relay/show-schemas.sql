SELECT catalog_name::varchar AS database_name,
  schema_name::varchar AS schema_name,
  1 AS schema_owner,
  'local'::varchar AS schema_type,
  NULL::varchar AS schema_acl,
  NULL::varchar AS source_database,
  NULL::varchar AS schema_option
FROM information_schema.schemata
WHERE catalog_name = $1::text AND schema_name LIKE {pattern}
