package io.candlestream.sandbox.demo;

import io.candlestream.history.Candle;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Proof;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.verify.TableComparison;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;

/** The real exchange: what it said is asked for by REST afterwards, for the time between the first and last closed row. */
final class LiveExchange implements DemoExchange {
    static final URI REST = URI.create("https://data-api.binance.vision");
    /** Half of what the exchange allows an address. */
    private static final int WEIGHT_PER_MINUTE = 3000;

    private final DemoOptions options;
    private final List<String> symbols;
    private final RestKlines rest;

    LiveExchange(DemoOptions options) {
        this.options = options;
        this.symbols = options.symbols().isEmpty() ? DemoMarket.DEFAULT : options.symbols();
        Symbols.traded(REST).ifPresent(traded -> Symbols.require(symbols, traded, options));
        this.rest = new RestKlines(
                REST, HttpClient.newHttpClient(), options.interval, new RequestWeightLimiter(WEIGHT_PER_MINUTE));
    }

    @Override
    public String description() {
        return symbols.size() + " symbols, candles of " + options.interval.code() + ", the real exchange";
    }

    @Override
    public String market() {
        return "the real exchange, " + options.interval.code() + " candles";
    }

    @Override
    public String address() {
        return "Binance, " + REST.getHost();
    }

    @Override
    public Pipeline attach(Pipeline pipeline) {
        return pipeline.with("ASSET_SYMBOLS", String.join(",", symbols))
                .with("ASSET_INTERVAL", options.interval.code())
                .with("CANDLESTREAM_PRODUCER_REST_URL", REST.toString());
    }

    @Override
    public Verdict verdict(CandleTable table) {
        return compare(rest, table.stored().rows());
    }

    @Override
    public List<TableComparison.Outcome> verified(CandleTable table) {
        return List.of(table.stored()
                .comparedWith(new RestHistory(rest), options.interval)
                .run());
    }

    /** Compares the closed rows of each symbol with the exchange's candles of the same stretch of time. */
    static Verdict compare(RestKlines history, Iterable<StoredRow> rows) {
        Map<String, LongSummaryStatistics> stretches = new HashMap<>();
        List<StoredRow> closed = new ArrayList<>();
        for (StoredRow row : rows) {
            if (row.flag("is_closed")) {
                closed.add(row);
                long open = Objects.requireNonNull(row.time("timestamp")).toEpochMilli();
                stretches
                        .computeIfAbsent(row.text("symbol"), symbol -> new LongSummaryStatistics())
                        .accept(open);
            }
        }
        List<Candle> candles = new ArrayList<>();
        stretches.forEach((symbol, stretch) -> new RestHistory(history)
                .candles(symbol, stretch.getMin(), stretch.getMax())
                .forEachRemaining(candles::add));
        return Proof.ofHistory(candles.stream(), closed);
    }
}
