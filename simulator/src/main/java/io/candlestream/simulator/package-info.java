/**
 * The simulated exchange, also as a program of its own, for pipelines that run elsewhere, such as in containers. {@code market} says
 * what happens, {@code channel} and {@code kline}, {@code trade}, {@code ticker} turn it into messages, {@code exchange} serves them by
 * socket and REST, {@code stored} replays stored history.
 */
package io.candlestream.simulator;
