/**
 * The program behind {@code ./candlestream history}: {@link io.candlestream.loader.Loader} fetches archive files and loads them into the
 * stores: into Cassandra by files of its own, many times faster than by requests. It has Cassandra's jars on its class path, and is the only
 * program of ours that has; behind them the consumer's, whose sinks write into PostgreSQL and the lake.
 */
package io.candlestream.loader;
