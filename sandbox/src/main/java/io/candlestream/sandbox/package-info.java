/**
 * What {@code ./candlestream demo}, {@code cluster}, {@code drill} and {@code cql} start: {@link io.candlestream.sandbox.Sandbox} chooses.
 */
package io.candlestream.sandbox;
