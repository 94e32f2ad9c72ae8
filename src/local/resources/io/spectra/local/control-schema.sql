-- What bulk loads need in the warehouse (src/docs/loads.md), as PostgreSQL has it. Made at every start
-- where it is missing.
CREATE SCHEMA IF NOT EXISTS spectra;
REVOKE ALL ON SCHEMA spectra FROM PUBLIC;
GRANT USAGE ON SCHEMA spectra TO PUBLIC;

-- One row for each load that took effect, written in the load's own transaction.
CREATE TABLE IF NOT EXISTS spectra.spectra_applied (
  job_id varchar(64) NOT NULL PRIMARY KEY,
  login varchar(128) NOT NULL DEFAULT current_user,
  attempt integer NOT NULL,
  processed bigint NOT NULL,
  failed bigint NOT NULL,
  failed_key varchar(1024),
  applied_at timestamp NOT NULL DEFAULT getdate()
);
ALTER TABLE spectra.spectra_applied ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_rows ON spectra.spectra_applied;
CREATE POLICY own_rows ON spectra.spectra_applied
  USING (login = current_user) WITH CHECK (login = current_user);
GRANT SELECT, INSERT ON spectra.spectra_applied TO PUBLIC;

-- What Redshift's system view of the same name says about an UNLOAD while it runs and afterwards
-- ("SYS_UNLOAD_HISTORY" in the Database Developer Guide), each user's own. The relay writes it.
SET allow_system_table_mods = on;
CREATE TABLE IF NOT EXISTS pg_catalog.spectra_unloads (
  query_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login varchar(128) NOT NULL,
  status varchar(16) NOT NULL,
  start_time timestamp NOT NULL DEFAULT getdate(),
  end_time timestamp,
  file_format varchar(16),
  unloaded_location varchar(1280) NOT NULL,
  unloaded_rows bigint NOT NULL DEFAULT 0,
  unloaded_files_count bigint NOT NULL DEFAULT 0,
  unloaded_files_size bigint NOT NULL DEFAULT 0
);
CREATE OR REPLACE VIEW pg_catalog.sys_unload_history AS
  SELECT query_id, status, start_time, end_time, file_format, unloaded_location, unloaded_rows,
    unloaded_files_count, unloaded_files_size
  FROM pg_catalog.spectra_unloads WHERE login = session_user;
GRANT SELECT ON pg_catalog.sys_unload_history TO PUBLIC;
RESET allow_system_table_mods;
