/**
 * The upper bound of the race from topic to table: {@link BareLoop} starts a {@link BareWorker} for each partition, which
 * reads records by {@link RecordFields} and writes them by {@link BareInsert}; nothing is checked, retried or remembered.
 */
package io.candlestream.bench.bare;
