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
