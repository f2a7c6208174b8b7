/**
 * Certificates of stored days. A store ({@link io.candlestream.certify.DayStore}) hands over the rows of each pair in order; what of a row is
 * hashed {@link io.candlestream.certify.hash.HashedBytes} writes, and {@link io.candlestream.certify.PairDays} makes the hash of each day of them and
 * finds what is missing. {@link io.candlestream.certify.Certification} puts the days of all pairs together, {@link
 * io.candlestream.certify.Certificate} signs them and writes the file; {@link io.candlestream.certify.CertificateCheck} compares a file with a
 * store. All bytes are described in docs/certificates.md.
 */
package io.candlestream.certify;
