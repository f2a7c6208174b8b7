/**
 * How a race is run: {@link io.candlestream.bench.track.Heats} lets contenders run by turns on a {@link
 * io.candlestream.bench.track.Track}, as often as the {@link io.candlestream.bench.track.Plan} says; one run is a {@link
 * io.candlestream.bench.track.TableHeat} or a {@link io.candlestream.bench.track.SpokenHeat}.
 */
package io.candlestream.bench.track;
