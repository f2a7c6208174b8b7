/**
 * Finds what is missing and fetches it. {@code Healing} stands between the connections and the publisher. It tells every
 * kline to its symbol's {@code Continuity} ({@code ContinuityWatch} holds them all), which notes what is missing by the
 * interval's grid and by the {@code TradeChain}; what stays missing is a {@code Gap}. Gaps wait in the {@code HealQueue} of
 * the {@code Healer}, which asks the exchange by REST and puts candles and {@code GapReport}s out through
 * {@code TopicOutlet}; {@code EmptyStretches} are not asked for again. At start {@code Resumption} learns from
 * {@code SeenCandles} and {@code PastGaps}, which the ends of the topics tell, where the run before stopped.
 */
package io.candlestream.producer.gap;
