package io.spectra.auth;

/**
 * An access key with which a caller signs requests the AWS way.
 *
 * @param credential whom it identifies
 * @param secret the secret access key
 * @param sessionToken the token that must come with it; null where none may come
 */
record AwsKey(Credential credential, Secret secret, Secret sessionToken) {}
