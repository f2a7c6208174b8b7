package io.candlestream.sandbox.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recorded trades of one symbol in the order of their ids, and what follows from them by looking at each. */
public record Tape(String symbol, List<Trade> trades) {
    /** By so much, in milliseconds, a ticker's window ends before it is sent, here as at the exchange. */
    private static final long TICKER_LAG = 300;

    private static final long CLOSE = 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal RISE = new BigDecimal("1.25");

    /** One of them; {@code said} is when the exchange told of it. */
    public record Trade(long id, Instant time, Instant said, BigDecimal price, BigDecimal quantity, boolean takerSold) {
        /** The full second at which the first ticker that knows of it is sent. */
        public Instant tickersSecond() {
            return time.plusMillis(TICKER_LAG - 1)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(1);
        }
    }

    /** The recordings of a folder by their symbols. */
    public static Map<String, Tape> of(Path folder) throws IOException {
        Map<String, Tape> tapes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl.gz")).toList()) {
                Tape tape = read(file);
                tapes.put(tape.symbol, tape);
            }
        }
        return tapes;
    }

    private static Tape read(Path file) throws IOException {
        List<Trade> trades = new ArrayList<>();
        String symbol = "";
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode trade = JSON.readTree(line).get("data");
                symbol = trade.get("s").asText();
                trades.add(new Trade(
                        trade.get("t").asLong(),
                        Instant.ofEpochMilli(trade.get("T").asLong()),
                        Instant.ofEpochMilli(trade.get("E").asLong()),
                        new BigDecimal(trade.get("p").asText()),
                        new BigDecimal(trade.get("q").asText()),
                        trade.get("m").asBoolean()));
            }
        }
        trades.sort(Comparator.comparingLong(Trade::id));
        return new Tape(symbol, trades);
    }

    /** This, and behind it the same a day later, where all is a quarter dearer. */
    public Tape andTheDayAfter() {
        long ids = trades.get(trades.size() - 1).id() - trades.get(0).id() + 1;
        List<Trade> both = new ArrayList<>(trades);
        trades.forEach(trade -> both.add(new Trade(
                trade.id() + ids,
                trade.time().plus(DAY),
                trade.said().plus(DAY),
                trade.price().multiply(RISE),
                trade.quantity(),
                trade.takerSold())));
        return new Tape(symbol, both);
    }

    /** As a recording that the simulated exchange plays. */
    public void write(Path folder) throws IOException {
        try (PrintStream file =
                new PrintStream(folder.resolve(symbol + ".jsonl").toFile(), StandardCharsets.US_ASCII)) {
            for (Trade trade : trades) {
                file.printf(
                        "{\"e\":\"trade\",\"E\":%d,\"s\":\"%s\",\"t\":%d,\"p\":\"%s\",\"q\":\"%s\",\"T\":%d,\"m\":%b}%n",
                        trade.said().toEpochMilli(),
                        symbol,
                        trade.id(),
                        trade.price().stripTrailingZeros().toPlainString(),
                        trade.quantity().toPlainString(),
                        trade.time().toEpochMilli(),
                        trade.takerSold());
            }
        }
    }

    /** The last price at a moment, not older than an hour. */
    public Optional<BigDecimal> priceAt(Instant at) {
        return last(trade -> !trade.time().isAfter(at) && trade.time().isAfter(at.minus(HOUR)))
                .map(Trade::price);
    }

    /** The last one that is wanted. */
    public Optional<Trade> last(Predicate<Trade> wanted) {
        for (int i = trades.size() - 1; i >= 0; i--) {
            if (wanted.test(trades.get(i))) {
                return Optional.of(trades.get(i));
            }
        }
        return Optional.empty();
    }

    /** The trades of the 24 hours before a moment. */
    public List<Trade> dayBefore(Instant at) {
        return trades.stream()
                .filter(trade -> !trade.time().isAfter(at) && trade.time().isAfter(at.minus(DAY)))
                .toList();
    }

    /**
     * Whether a ticker of that full second says the same as the trades until then: there is one, since the second before it was traded in,
     * and no trade lies so close to either end of its 24 hours that it could be in the one and not in the other.
     */
    public boolean isTickersMoment(Instant at) {
        return trades.stream().anyMatch(trade -> trade.tickersSecond().equals(at))
                && trades.stream().noneMatch(trade -> isClose(trade, at) || isClose(trade, at.minus(DAY)));
    }

    private static boolean isClose(Trade trade, Instant at) {
        return !trade.said().isBefore(at.minusMillis(TICKER_LAG + CLOSE))
                && !trade.time().isAfter(at.plusMillis(CLOSE));
    }
}
