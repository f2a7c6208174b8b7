/**
 * Loads the past of a stream: {@code Backfill} takes the events of a {@code BackfillJob} from a source to the topic, at a
 * {@code Rate}, showing in a {@code ProgressLine} how far it is and keeping a {@code Bookmark}.
 */
package io.candlestream.ingest.backfill;
