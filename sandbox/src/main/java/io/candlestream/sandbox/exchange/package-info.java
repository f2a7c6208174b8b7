/**
 * The exchange simulator. A {@link Market} (seeded, recorded trades or archive files) yields {@link Update}s in the order of
 * their event times; the {@link Exchange} plays them at a {@link Pace}, notes each in {@link Truth} and then sends it over
 * the exchange's own protocol: StreamServer and its Connections for the socket, RestServer for history.
 */
package io.candlestream.sandbox.exchange;
