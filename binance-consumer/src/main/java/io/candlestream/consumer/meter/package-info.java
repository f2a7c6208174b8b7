/**
 * How the consumer is watched, on the driver. {@link io.candlestream.consumer.meter.ConsumerMeters} adds up what the tasks'
 * results tell ({@link io.candlestream.consumer.meter.Ages} among it) and what Spark says of a batch; {@link
 * io.candlestream.consumer.meter.WriteRetries} hears of failed writes while their task still runs, from whatever machine;
 * {@link io.candlestream.consumer.meter.ConsumerHealth} makes of all of it whether the consumer lives and is ready.
 */
package io.candlestream.consumer.meter;
