package io.spectra.auth;

/** How many tenants a deployment serves; the option {@code spectra.tenancy}, by default MULTI. */
public enum Tenancy {
  /** {@code X-Tenant-ID} is required. */
  MULTI,
  /** {@code X-Tenant-ID} may be left out: the caller's own tenant is meant. */
  SINGLE
}
