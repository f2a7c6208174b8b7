/**
 * The module's program: {@code load} makes klines ({@link io.candlestream.bench.load}), {@code bench} runs the races
 * ({@link io.candlestream.bench.race}) between contenders ({@link io.candlestream.bench.contender}).
 */
package io.candlestream.bench;
