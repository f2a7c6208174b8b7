/**
 * Makes a Cassandra ready for the pipeline, as often as one likes: {@code PrepareCommand} reads its {@code
 * PrepareSettings}, {@code Superuser} logs in (on a new server it replaces the well-known login by one of our own), and
 * {@code PrepareStatements} applies {@code cassandra/}.
 */
package io.candlestream.tools.prepare;
