SELECT table_catalog::varchar AS database_name,
  table_schema::varchar AS schema_name,
  table_name::varchar AS table_name,
  CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END::varchar AS table_type,
  NULL::varchar AS table_acl,
  NULL::varchar AS remarks,
  'postgres'::varchar AS "owner",
  NULL::timestamp AS last_altered_time,
  NULL::timestamp AS last_modified_time,
  NULL::varchar AS dist_style,
  NULL::varchar AS table_subtype
FROM information_schema.tables
WHERE table_catalog = $1::text AND table_schema = $2::text AND table_name LIKE {pattern}
