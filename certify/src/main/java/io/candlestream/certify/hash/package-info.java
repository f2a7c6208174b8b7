/**
 * The bytes of rows, the hashes of hours and days over them, the tree over days, and the keys that sign: all that docs/certificates.md says of
 * bytes.
 */
package io.candlestream.certify.hash;
