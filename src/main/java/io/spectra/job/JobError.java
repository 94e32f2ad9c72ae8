package io.spectra.job;

/**
 * Why a job failed, in words for its owner: no class, host or credential.
 *
 * @param code one of the contract's error codes
 * @param message a sentence that says what to do about it
 */
public record JobError(String code, String message) {}
