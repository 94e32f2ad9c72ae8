package io.spectra.storage;

/**
 * How large the parts of a multipart upload are. S3 allows 10,000 parts and 5 TiB to an object
 * ("Amazon S3 multipart upload limits"), and the size is not known when an upload begins: parts
 * start small and double every 800 parts, up to 1 GiB. With a first size of 8 MiB the first 6 GiB
 * go in parts of 8 MiB, and 10,000 parts hold 5.07 TiB.
 */
final class PartSizes {
  /** Parts that one object may have. */
  static final int MAX_PARTS = 10_000;

  /** The smallest part that S3 takes, save for the last one. */
  static final int MIN_SIZE = 5 << 20;

  private static final int PARTS_PER_SIZE = 800;
  private static final long MAX_SIZE = 1L << 30;

  private PartSizes() {}

  /**
   * @param first size of the first part in bytes
   * @param number number of the part, from 1
   * @return its size in bytes
   */
  static int of(int first, int number) {
    int doublings = Math.min((number - 1) / PARTS_PER_SIZE, Integer.SIZE);
    return (int) Math.max(first, Math.min((long) first << doublings, MAX_SIZE));
  }
}
