/**
 * How a race is run: {@link io.candlestream.bench.trial.Trials} lets contenders run by turns on a {@link
 * io.candlestream.bench.trial.BenchContext}, as often as the {@link io.candlestream.bench.trial.Plan} says; one run is one {@link
 * io.candlestream.bench.trial.Trial}.
 */
package io.candlestream.bench.trial;
