package io.candlestream.sink.lake.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.runtime.Seed;
import io.candlestream.sink.lake.CandleLake;
import io.candlestream.sink.lake.CandleLake.Candle;
import io.candlestream.sink.lake.CandleLake.Trade;
import io.candlestream.sink.lake.command.Merge;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastReadTest {
    private static final Seed SEED = Seed.next();
    private static final long HOUR = 3_600_000;
    private static final long BEGIN = Instant.parse("2026-02-10T00:00:00Z").toEpochMilli();
    private static final int HOURS = 72;
    private static final long END = BEGIN + HOURS * HOUR;
    private static final long ALL = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();
    private static final Set<String> BOTH = Set.of("BTCUSDT", "ETHUSDT");
    private static final int TRADES = 400;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    private CandleLake lake;

    @BeforeEach
    void fill(@TempDir Path folder) {
        lake = CandleLake.in(folder);
        List<Candle> candles = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            candles.add(candle("BTCUSDT", hour, 100 + hour, 1));
            candles.add(candle("ETHUSDT", hour, 900 + hour, 1));
        }
        Collections.shuffle(candles, SEED.random());
        lake.candles(candles.subList(0, HOURS));
        lake.candles(candles.subList(HOURS, 2 * HOURS));
        List<Trade> trades = new ArrayList<>();
        for (int id = 0; id < TRADES; id++) {
            trades.add(new Trade("BTCUSDT", id, BEGIN + id * HOUR / 5, Decimal.of(id + 1, 0), Decimal.of(2, 0)));
        }
        lake.trades(trades);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        lake.close();
    }

    private static Candle candle(String symbol, long hour, long price, long version) {
        return new Candle(symbol, BEGIN + hour * HOUR, Decimal.of(price, 0), version);
    }

    private PastQuestion candles(Set<String> symbols, long from, long to, int most) {
        return new PastQuestion(PastStream.KLINES, "1h", symbols, from, to, OptionalLong.empty(), most);
    }

    private PastTable table(PastStream stream) {
        return new PastTable(stream, lake.table(stream.table()));
    }

    /** Symbol, time, id, and a value of each row, block by block. */
    private List<String> told(PastQuestion question) {
        PastTable table = table(question.stream());
        int value = question.stream() == PastStream.KLINES ? 5 : 4;
        List<String> rows = new ArrayList<>();
        long from = question.from();
        for (int blocks = 0; from < question.to(); blocks++) {
            assertThat(blocks).as("blocks, %s", SEED).isLessThan(500);
            PastRead read = new PastRead(
                    table,
                    new PastQuestion(
                            question.stream(),
                            question.interval(),
                            question.symbols(),
                            from,
                            question.to(),
                            question.first(),
                            question.most()),
                    threads);
            long reached = read.run();
            assertThat(reached).isGreaterThan(from);
            from = reached;
            List<String> lines = read.block().lines();
            assertThat(lines).hasSizeLessThanOrEqualTo(2 * question.most());
            lines.forEach(line -> {
                String[] cells = line.split("\t", -1);
                rows.add(cells[0] + " " + (Long.parseLong(cells[1]) - BEGIN) / HOUR + " " + cells[2] + " "
                        + cells[value].replaceFirst("\\.0+$", ""));
            });
        }
        return rows;
    }

    private static List<String> expected(Set<String> symbols, int from, int to) {
        List<String> rows = new ArrayList<>();
        for (int hour = from; hour < to; hour++) {
            if (symbols.contains("BTCUSDT")) {
                rows.add("BTCUSDT " + hour + "  " + (100 + hour));
            }
            if (symbols.contains("ETHUSDT")) {
                rows.add("ETHUSDT " + hour + "  " + (900 + hour));
            }
        }
        return rows;
    }

    private void tellsAllInOrder() {
        for (int most : List.of(7, 1000)) {
            assertThat(told(candles(BOTH, 0, ALL, most))).isEqualTo(expected(BOTH, 0, HOURS));
            Set<String> one = Set.of("ETHUSDT");
            assertThat(told(candles(one, BEGIN, ALL, most))).isEqualTo(expected(one, 0, HOURS));
            assertThat(told(candles(BOTH, BEGIN + 30 * HOUR, BEGIN + 33 * HOUR, most)))
                    .as("the first time is asked for, that behind the last is not")
                    .isEqualTo(expected(BOTH, 30, 33));
            assertThat(told(candles(BOTH, BEGIN + 30 * HOUR + 1, BEGIN + 33 * HOUR + 1, most)))
                    .isEqualTo(expected(BOTH, 31, 34));
            assertThat(told(trades(OptionalLong.empty(), most))).isEqualTo(tradesFrom(0));
            assertThat(told(trades(OptionalLong.of(123), most))).isEqualTo(tradesFrom(123));
        }
    }

    private static PastQuestion trades(OptionalLong first, int most) {
        return new PastQuestion(PastStream.TRADES, "", Set.of("BTCUSDT"), 0, ALL, first, most);
    }

    private static List<String> tradesFrom(int first) {
        List<String> rows = new ArrayList<>();
        for (int id = first; id < TRADES; id++) {
            rows.add("BTCUSDT " + id / 5 + " " + id + " " + (id + 1));
        }
        return rows;
    }

    @Test
    void tellsEachRowOnceInOrderHoweverTheFilesLie() {
        tellsAllInOrder();
        Merge.days(lake.table("candles"), "2026-02-12");
        tellsAllInOrder();
        Merge.days(lake.table("candles"), "2026-03-01");
        Merge.days(lake.table("trades"), "2026-03-01");
        tellsAllInOrder();
    }

    @Test
    void tellsTheNewestVersionAndNothingOpen() {
        lake.candles(List.of(candle("BTCUSDT", 7, 5, 2)));
        lake.candles(List.of(candle("BTCUSDT", 8, 5, 0)));
        lake.openCandles(List.of(candle("BTCUSDT", 9, 5, 7), candle("ETHUSDT", HOURS, 5, 7)));
        List<String> corrected = expected(BOTH, 0, HOURS);
        corrected.set(14, "BTCUSDT 7  5");

        assertThat(told(candles(BOTH, 0, ALL, 20))).isEqualTo(corrected);
        Merge.days(lake.table("candles"), "2026-03-01");
        assertThat(told(candles(BOTH, 0, ALL, 20))).isEqualTo(corrected);
    }

    @Test
    void goesOnBehindAHole() {
        long far = 10_000;
        lake.candles(List.of(candle("BTCUSDT", far, 5, 1), candle("ETHUSDT", far, 6, 1)));
        PastRead read = new PastRead(table(PastStream.KLINES), candles(BOTH, END, ALL, 2), threads);

        assertThat(read.run()).isEqualTo(ALL);
        assertThat(read.block().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("BTCUSDT\t" + (BEGIN + far * HOUR) + "\t\t1\t");
    }

    @Test
    void namesThePairs() {
        assertThat(table(PastStream.KLINES).pairs()).containsExactly("BTCUSDT\t1h", "ETHUSDT\t1h");
        assertThat(table(PastStream.TRADES).pairs()).containsExactly("BTCUSDT");
        Merge.days(lake.table("candles"), "2026-03-01");
        assertThat(table(PastStream.KLINES).pairs()).containsExactly("BTCUSDT\t1h", "ETHUSDT\t1h");
        assertThat(told(new PastQuestion(PastStream.KLINES, "1m", BOTH, 0, ALL, OptionalLong.empty(), 9)))
                .isEmpty();
    }
}
