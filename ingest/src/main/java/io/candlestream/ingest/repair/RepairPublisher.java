package io.candlestream.ingest.repair;

import java.util.function.Consumer;

/**
 * Where a repair puts what it fetched, and its reports.
 *
 * @param flush returns when all that was published is safe
 */
record RepairPublisher<E>(Consumer<E> events, Consumer<GapReport> reports, Runnable flush) {}
