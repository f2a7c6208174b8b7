package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.SinkReader.StoredRow;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has to be fetched again when records were deleted before they were read: of each symbol all from the newest stored
 * candle on, which may have been open.
 */
record NewestCandles(Interval interval) {
    private static final List<String> COLUMNS = List.of("symbol", "interval", "timestamp", "collected_at");

    private record Newest(String symbol, String interval, Instant openTime) {}

    /** A request for each symbol of which candles of the interval are stored; others were never stored. */
    List<GapRequest> requests(SinkReader stored) {
        return stored.newest(COLUMNS, NewestCandles::candle).stream()
                .filter(newest ->
                        !newest.symbol().isEmpty() && newest.interval().equals(interval.code()))
                .map(newest -> new GapRequest(newest.symbol(), newest.interval(), newest.openTime()))
                .toList();
    }

    /** A row that opens long after it was collected is passed over: after it nothing would be requested. */
    private static Optional<Newest> candle(StoredRow row) {
        Instant openTime = row.time("timestamp").orElseThrow();
        boolean future = row.time("collected_at")
                .filter(collected -> CandleTimes.isFromTheFuture(openTime.toEpochMilli(), collected.toEpochMilli()))
                .isPresent();
        return future
                ? Optional.empty()
                : Optional.of(new Newest(
                        row.text("symbol").orElse(""), row.text("interval").orElse(""), openTime));
    }
}
