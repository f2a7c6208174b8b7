/**
 * The sink in topics: {@link io.candlestream.consumer.sink.topic.RowRecords} makes a record of each row, in one of the {@link
 * io.candlestream.consumer.sink.topic.RowFormat}s and with a {@link io.candlestream.consumer.sink.topic.RowKey}. An {@link
 * io.candlestream.consumer.sink.topic.IdempotentWriter} sends them as they come; a {@link
 * io.candlestream.consumer.sink.topic.TransactionalWriter} in one transaction with the offsets of the records that they are made
 * of, so that a batch that is repeated is seen and left out. At start the {@link
 * io.candlestream.consumer.sink.topic.TopicPreflight} looks at the topic and registers its schema.
 */
package io.candlestream.consumer.sink.topic;
