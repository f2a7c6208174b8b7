/**
 * The mode of the producer that loads the past: {@code BackfillCommand} makes a {@code Job} of the options, and
 * {@code Backfill} takes its candles from a {@link io.candlestream.history.History} to the topic, at a {@code Rate}, telling
 * of it in a {@code ProgressLine} and keeping a {@code Bookmark}.
 */
package io.candlestream.producer.backfill;
