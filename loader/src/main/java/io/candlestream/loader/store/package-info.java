/**
 * The stores that months are loaded into: {@link io.candlestream.loader.store.CassandraMonths} by files that are handed over to the nodes; as {@link
 * io.candlestream.loader.store.CandleRows} of the consumer's, by its sinks, {@link io.candlestream.loader.store.PostgresMonths} by COPY and
 * {@link io.candlestream.loader.store.LakeMonths} by a Parquet file a symbol.
 */
package io.candlestream.loader.store;
