package io.spectra.routes;

/**
 * A file of routes as an operator wrote it.
 *
 * @param name its name in the folder
 * @param text its content
 */
public record RouteFile(String name, String text) {}
