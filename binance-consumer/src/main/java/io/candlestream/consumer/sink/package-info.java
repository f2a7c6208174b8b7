/**
 * Where rows go. A {@link io.candlestream.consumer.sink.Sink}, made by its {@link io.candlestream.consumer.sink.SinkFactory}
 * from settings, opens a {@link io.candlestream.consumer.sink.SinkWriter} in each task; what the writers return ({@link
 * io.candlestream.consumer.sink.SinkResult}) it commits on the driver. Cassandra, topics and the console are packages below this one; PostgreSQL, the lake and the minute files are
 * modules.
 */
package io.candlestream.consumer.sink;
