/**
 * What is made of the updates or the trades of a window of time: prices, volumes and the pressure of the takers. Sums are exact and each update is
 * taken once, so that neither order nor repetition changes a bit; {@link
 * io.candlestream.derive.metrics.OpenWindows} says which windows may still change; without servers, Spark or a clock.
 */
package io.candlestream.derive.metrics;
