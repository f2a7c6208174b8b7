/**
 * The program behind {@code ./candlestream history}: {@link io.candlestream.loader.Loader} fetches archive files and loads them into the
 * table by files of Cassandra's own, many times faster than by requests. It has Cassandra's jars on its class path, and is the only
 * program of ours that has.
 */
package io.candlestream.loader;
