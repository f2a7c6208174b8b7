/**
 * What {@code ./candlestream demo}, {@code drill} and {@code cql} start: {@link io.candlestream.sandbox.Sandbox} chooses.
 */
package io.candlestream.sandbox;
