package io.spectra.local.relay;

/** What a statement moves between the database and S3. */
sealed interface Transfer permits Unload, Load {}
