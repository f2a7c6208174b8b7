package io.candlestream.simulator.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.history.LookAhead;
import io.candlestream.history.archive.LineReader;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The market of recorded {@code @trade} frames, one symbol a file. The first candle holds the trades from the recording's
 * beginning only; the last one is never closed.
 */
record RecordedTrades(Map<String, List<Path>> filesBySymbol, Interval interval, List<Path> leftOut) implements Market {
    private static final ObjectMapper JSON = new ObjectMapper();

    static boolean recognises(Path file) {
        return file.getFileName().toString().matches(".*\\.jsonl(\\.gz)?");
    }

    /**
     * The market of {@code files}: those of one symbol are one recording in the order of their trade ids.
     *
     * @param leftOut other files of their folder, for {@link #check} to tell of
     */
    static RecordedTrades of(List<Path> files, List<Path> leftOut, Interval interval) {
        record Recording(Path file, MarketTrade first) {}
        Map<String, List<Path>> filesBySymbol = files.stream()
                .map(file -> new Recording(file, first(file)))
                .sorted(Comparator.comparingLong(recording -> recording.first().id()))
                .collect(Collectors.groupingBy(
                        recording -> recording.first().symbol(),
                        TreeMap::new,
                        Collectors.mapping(Recording::file, Collectors.toList())));
        return new RecordedTrades(filesBySymbol, interval, leftOut);
    }

    private static MarketTrade first(Path file) {
        try (LineReader lines = LineReader.of(file)) {
            if (!lines.hasNext()) {
                throw new IllegalArgumentException("Cannot read " + file + ": no trades in it");
            }
            return read(lines);
        }
    }

    @Override
    public List<String> symbols() {
        return List.copyOf(filesBySymbol.keySet());
    }

    @Override
    public List<String> check(Collection<String> symbols) {
        symbols.forEach(symbol -> updatesOf(symbol).forEachRemaining(update -> {}));
        return leftOut.stream()
                .map(file -> "left out, klines beside trades: " + file.getFileName())
                .toList();
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        return new TradeCandles(symbol, interval, tradesOf(symbol));
    }

    @Override
    public Iterator<MarketTrade> tradesOf(String symbol) {
        return new Trades(symbol, filesBySymbol.getOrDefault(symbol, List.of()));
    }

    /** A trade frame, with or without the combined stream's wrapper. Source: binance-api.md section 3.2. */
    private static MarketTrade read(LineReader lines) {
        String line = lines.next();
        try {
            JsonNode json = JSON.readTree(line);
            return trade(json.has("data") ? json.get("data") : json);
        } catch (JsonProcessingException e) {
            throw lines.refused("not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw lines.refused("not a trade: " + e.getMessage());
        }
    }

    private static MarketTrade trade(JsonNode event) {
        if (!event.path("e").asText().equals("trade")) {
            throw new IllegalArgumentException("e is '" + event.path("e").asText() + "'");
        }
        long time = event.required("T").longValue();
        return MarketTrade.of(
                event.required("s").asText(),
                event.required("t").longValue(),
                time,
                event.path("E").asLong(time),
                event.required("p").asText(),
                event.required("q").asText(),
                !event.required("m").booleanValue());
    }

    /** The trades of one symbol through its files; those that overlapping files repeat come once. */
    private static final class Trades extends LookAhead<MarketTrade> {
        private final String symbol;
        private final Iterator<Path> files;
        private LineReader lines;
        private long lastId = Long.MIN_VALUE;
        private long lastTime = Long.MIN_VALUE;

        Trades(String symbol, List<Path> files) {
            this.symbol = symbol;
            this.files = files.iterator();
        }

        @Override
        protected Optional<MarketTrade> find() {
            while (moreLines()) {
                MarketTrade trade = read(lines);
                if (!trade.symbol().equals(symbol)) {
                    throw lines.refused("a trade of " + trade.symbol() + " among those of " + symbol);
                }
                if (trade.id() > lastId) {
                    return Optional.of(accepted(trade));
                }
            }
            return Optional.empty();
        }

        private boolean moreLines() {
            while ((lines == null || !lines.hasNext()) && files.hasNext()) {
                lines = LineReader.of(files.next());
            }
            return lines != null && lines.hasNext();
        }

        private MarketTrade accepted(MarketTrade trade) {
            if (trade.time() < lastTime) {
                throw lines.refused("trade " + trade.id() + " is older than the one before it");
            }
            lastId = trade.id();
            lastTime = trade.time();
            return trade;
        }
    }
}
