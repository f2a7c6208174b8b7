/**
 * One stream of the simulated exchange, whatever it tells: a {@link io.candlestream.simulator.channel.SimulatedChannel} yields
 * its events in order, remembers what was said, writes an event as the exchange does and answers its REST endpoints. The exchange
 * itself (package {@code exchange}) finds them by their {@link io.candlestream.simulator.channel.SimulatedChannelFactory} and
 * knows no stream.
 */
package io.candlestream.simulator.channel;
