-- One tenant: what its loads lock, so that they take effect one after the other. Nobody reads it.
CREATE TABLE IF NOT EXISTS spectra."spectra_lock_{tenant}" (nothing integer);
GRANT UPDATE ON spectra."spectra_lock_{tenant}" TO {user};
