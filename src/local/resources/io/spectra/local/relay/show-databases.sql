SELECT current_database()::varchar AS database_name, 'local'::varchar AS database_type
