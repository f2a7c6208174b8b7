/**
 * What is raced: each {@link io.candlestream.bench.race.Race} fills its topic, lets its contenders run on the {@link
 * io.candlestream.bench.trial.BenchContext} and gives back results; {@link io.candlestream.bench.race.Races} names them all.
 */
package io.candlestream.bench.race;
