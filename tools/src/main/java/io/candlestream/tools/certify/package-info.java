/**
 * Certificates of the days in Cassandra and PostgreSQL: the command ({@code CertifyCommand}), and both stores as the module certify reads
 * them ({@code StoredDays}).
 */
package io.candlestream.tools.certify;
