/**
 * How the consumer waits for servers: {@link io.candlestream.consumer.access.Patience} tries again until one is there, and
 * {@link io.candlestream.consumer.access.BrokerTrouble} says why brokers do not let the consumer in.
 */
package io.candlestream.consumer.access;
