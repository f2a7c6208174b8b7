/** What {@code ./candlestream demo} and {@code ./candlestream cql} start: {@link io.candlestream.sandbox.Sandbox} chooses. */
package io.candlestream.sandbox;
