/**
 * The stores that months are loaded into: {@link io.candlestream.loader.store.CassandraStore} by files that the node imports, {@link
 * io.candlestream.loader.store.PostgresStore} by COPY, {@link io.candlestream.loader.store.LakeStore} by a Parquet file a symbol. The last
 * two write rows of the consumer's, by its sinks.
 */
package io.candlestream.loader.store;
