/**
 * Records that carry the id of their writer's schema (Confluent's wire format: a zero byte, four bytes of id, the body).
 * {@link io.candlestream.consumer.registry.Framed} puts it around any kind of stream: its {@link
 * io.candlestream.consumer.registry.RegistryDecoder} asks the {@link io.candlestream.consumer.registry.SchemaRegistry} once for each
 * id and builds a {@link io.candlestream.consumer.registry.ResolvingDecoder}: straight to our decoder when all fields are text,
 * else through Avro's own resolution. Records without the frame are read as if there were no registry.
 */
package io.candlestream.consumer.registry;
