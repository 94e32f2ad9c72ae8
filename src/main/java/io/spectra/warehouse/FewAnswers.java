package io.spectra.warehouse;

import java.util.Optional;

/**
 * What a statement gave in one round trip.
 *
 * @param rows all its rows
 * @param queryId the warehouse's own id of it; empty where it has none to give, or was not asked
 */
public record FewAnswers(Rows rows, Optional<String> queryId) {}
