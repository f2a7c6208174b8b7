/**
 * A schema registry, asked by Confluent's REST interface, which Redpanda and Apicurio speak as well: {@link RegistryClient}
 * gives a {@link RegistryAnswer}, whatever stands between us and the registry; a {@link SchemaRegistration} waits for one.
 */
package io.candlestream.runtime.registry;
