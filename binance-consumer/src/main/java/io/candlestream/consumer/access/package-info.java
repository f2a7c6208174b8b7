/**
 * How the consumer is let in. {@link io.candlestream.consumer.access.CassandraAccess} makes the connector whose
 * sessions over TLS are opened by {@link io.candlestream.consumer.access.TlsSessions}; a task carries {@link
 * io.candlestream.consumer.access.CassandraContact}. {@link
 * io.candlestream.runtime.errors.KafkaErrors} says why brokers do not let it in.
 */
package io.candlestream.consumer.access;
