package io.candlestream.tools.tickers;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.TestTables;
import io.candlestream.tools.trades.StoredTrades;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Two days of trades that are made as they are read, and a ticker of 24 hours each ten minutes of the second day. The tickers say nothing
 * that is true but for their ids: what is measured is the room that their windows take.
 */
final class GeneratedDay extends TestTables {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SYMBOL = "MADEUPUSDT";
    private static final long HOUR = 3_600_000;
    private static final long EVERY = 600_000;
    private static final int DAYS = 2;
    private static final int HOURS = 24;

    private final long perHour;

    private GeneratedDay(long perDay) {
        this.perHour = perDay / HOURS;
    }

    /** Proves it, and prints the verdict and the heap at its fullest, of which garbage is a part. */
    public static void main(String[] arguments) {
        TestTables tables = new GeneratedDay(Long.parseLong(arguments[0]));
        long began = System.nanoTime();
        TickerReport report = new TickerProof(
                        new StoredTickers(tables, "ticker", TickerWindow.ROLLING_24H),
                        new StoredTrades(tables, "trades", "assets"))
                .report(List.of(), Optional.empty(), Optional.empty());
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.println(report.verdict());
        System.out.println("heap " + (peak >> 20) + " MB, "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
    }

    @Override
    public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
        LongStream found;
        if (query.contains("DISTINCT symbol, window_size")) {
            return List.of(new Row(Map.of("symbol", SYMBOL, "window_size", "24h", "day", START.plusSeconds(86_400))));
        } else if (query.contains("DISTINCT symbol, hour")) {
            return () -> LongStream.range(0, (long) DAYS * HOURS)
                    .<StoredRow>mapToObj(
                            hour -> new Row(Map.of("symbol", SYMBOL, "hour", START.plusMillis(hour * HOUR))))
                    .iterator();
        } else if (query.contains("FROM assets.ticker")) {
            found = LongStream.rangeClosed(1, HOURS * HOUR / EVERY);
            return () -> found.<StoredRow>mapToObj(this::ticker).iterator();
        }
        long first = (((Instant) values[1]).toEpochMilli() - START.toEpochMilli()) / HOUR * perHour;
        long from = query.contains("trade_id >= ?") ? Math.max(first, (Long) values[2]) : first;
        long to = query.contains("trade_id <= ?") ? Math.min(first + perHour, (Long) values[3] + 1) : first + perHour;
        return () -> LongStream.range(from, to).<StoredRow>mapToObj(this::trade).iterator();
    }

    private Row trade(long id) {
        Instant hour = START.plusMillis(id / perHour * HOUR);
        BigDecimal price = BigDecimal.valueOf(6_000_000 + id * 7919 % 100_003, 2);
        BigDecimal quantity = BigDecimal.valueOf(1 + id * 104_729 % 100_003, 5);
        return new Row(Map.of(
                "hour",
                hour,
                "trade_id",
                id,
                "price",
                price,
                "quantity",
                quantity,
                "quote_quantity",
                price.multiply(quantity),
                "trade_time",
                hour.plusMillis(id % perHour * HOUR / perHour),
                "is_buyer_maker",
                true));
    }

    /** Behind {@code number} times ten minutes of the second day; it comes with its last trade, so there is no hole. */
    private Row ticker(long number) {
        Instant close = START.plusSeconds(86_400).plusMillis(number * EVERY - 1);
        long behind = HOURS * perHour + number * EVERY * perHour / HOUR;
        return new Row(Map.of(
                "window_size",
                "24h",
                "event_time",
                close,
                "close_time",
                close,
                "open_time",
                close.minusSeconds(86_400),
                "first_trade_id",
                behind - HOURS * perHour,
                "last_trade_id",
                behind - 1));
    }

    private record Row(Map<String, Object> values) implements StoredRow {
        @Override
        public boolean has(String column) {
            return values.containsKey(column);
        }

        @Override
        public BigDecimal decimal(String column) {
            return (BigDecimal) values.getOrDefault(column, BigDecimal.ONE);
        }

        @Override
        public Object value(String column) {
            return values.get(column);
        }
    }
}
