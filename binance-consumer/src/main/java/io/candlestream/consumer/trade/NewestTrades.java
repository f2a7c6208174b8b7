package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.SinkReader.StoredRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What to ask for after a loss: of each symbol all since its newest stored trade, of either kind. */
final class NewestTrades {
    private NewestTrades() {}

    /** @param interval what stands in place of an interval in the requests */
    static List<GapRequest> lost(SinkReader stored, String interval) {
        Map<String, Instant> newest = new TreeMap<>();
        stored.newest(List.of("symbol", "trade_time"), NewestTrades::newest)
                .forEach(trade -> newest.merge(trade.symbol(), trade.time(), NewestTrades::later));
        return newest.entrySet().stream()
                .map(trade -> new GapRequest(trade.getKey(), interval, trade.getValue()))
                .toList();
    }

    private static Optional<Newest> newest(StoredRow row) {
        return Optional.of(new Newest(
                row.text("symbol").orElseThrow(), row.time("trade_time").orElseThrow()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Newest(String symbol, Instant time) {}
}
