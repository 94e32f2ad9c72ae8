package io.spectra.sql;

import java.util.OptionalInt;

/**
 * SQL that the gate let through: what is executed is this, never the text that the caller sent.
 *
 * @param text the rebuilt, comment-free text of one SELECT or WITH … SELECT
 * @param offsets maps a position in {@code text} back to the SQL as sent, for error positions
 * @param rows the rows that the caller may get at most: the smaller of the limit written in the SQL
 *     and the one asked for; empty when no row limit was asked for (exports). {@code text} may ask
 *     the warehouse for one row more than that, so that the reader sees whether rows were cut
 * @param statedLimit the LIMIT (or TOP) that the SQL itself states as an integer, empty otherwise:
 *     a result that ends there was not cut by the service
 */
public record GatedSql(String text, OffsetMap offsets, OptionalInt rows, OptionalInt statedLimit) {}
