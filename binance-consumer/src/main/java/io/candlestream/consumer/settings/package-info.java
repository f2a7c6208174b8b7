/**
 * What the consumer is set to, read and checked once: {@link io.candlestream.consumer.settings.StreamBlocks}, {@link
 * io.candlestream.consumer.settings.SinkBlocks} and {@link io.candlestream.consumer.settings.QueryBlocks} read the named blocks,
 * {@link io.candlestream.consumer.settings.ConsumerSettings} is all of it.
 */
package io.candlestream.consumer.settings;
