/**
 * Records that carry the id of their writer's schema (Confluent's wire format: a zero byte, four bytes of id, the body).
 * A {@link io.candlestream.consumer.registry.RegistryDecoder} stands in front of the decoder of any stream: it asks the {@link
 * io.candlestream.consumer.registry.SchemaRegistry} once for each id and builds a {@link
 * io.candlestream.consumer.registry.ResolvingDecoder}: straight to our decoder when all fields are text,
 * else through Avro's own resolution. Records without the frame are read as if there were no registry.
 */
package io.candlestream.consumer.registry;
