/**
 * The exchange simulator. The {@link Exchange} plays the updates of a {@link io.candlestream.simulator.market.Market} at a
 * {@link Pace}, notes each in the truth and then sends it over the exchange's own protocol: StreamServer and its Connections
 * for the socket, RestServer for history. Its {@link Faults} are what can be made to go wrong meanwhile. {@code Playback} lets it
 * pause, step and go on at another moment, as the {@link ControlServer} is asked to.
 */
package io.candlestream.simulator.exchange;
