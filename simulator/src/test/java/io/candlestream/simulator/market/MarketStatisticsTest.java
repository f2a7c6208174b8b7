package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The made-up market's one-minute candles have the statistics of recorded ones: the same bands hold for both. */
class MarketStatisticsTest {
    private static final long MONDAY = 1_769_990_400_000L; // 2026-02-02
    private static final int DAYS = 14;
    private static final int MINUTES_A_DAY = 1440;

    /** A statistic and where it lies in recorded candles of large pairs, with the room that a sample's chance needs. */
    private record Band(String name, double from, double to, ToDoubleFunction<CandleStatistics> statistic) {}

    private static final List<Band> BANDS = List.of(
            new Band("excess kurtosis", 6, 130, CandleStatistics::excessKurtosis),
            new Band("autocorrelation of returns", -0.2, 0.05, CandleStatistics::autocorrelationOfReturns),
            new Band("autocorrelation of squares", 0.03, 0.3, CandleStatistics::autocorrelationOfSquares),
            new Band("autocorrelation of sizes", 0.15, 0.35, s -> s.autocorrelationOfSizes(1)),
            new Band("the same, 30 minutes later", 0.06, 0.25, s -> s.autocorrelationOfSizes(30)),
            new Band("volume against range", 0.55, 0.92, CandleStatistics::volumeAgainstRange),
            new Band("volume, 99th of 100 by median", 8, 25, s -> s.volumeQuantileByMedian(0.99)),
            new Band("volume's tail", 1.8, 3, CandleStatistics::volumeTail),
            new Band("deviation of the takers' share", 0.15, 0.4, CandleStatistics::deviationOfTakerShare),
            new Band("takers' share against return", 0.15, 0.55, CandleStatistics::takerShareAgainstReturn));

    private static final double LEAST_CORRELATION = 0.6;
    private static final double MOST_CORRELATION = 0.95;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theMadeUpMarketLooksLikeOne(long seed) {
        Map<String, CandleStatistics> pairs = new TreeMap<>();
        for (String symbol : List.of("BTCUSDT", "ETHUSDT", "AVAXUSDT", "LINKUSDT")) {
            Market market = new SeededMarket(seed, List.of(symbol), Interval.MINUTE_1, MONDAY);
            pairs.put(symbol, new CandleStatistics(closed(market, symbol, DAYS * MINUTES_A_DAY)));
        }
        assertWithin("seed " + seed, pairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"klines-spot-1m", "klines-futures-1m"})
    void soDoRecordedOnes(String folder) {
        Market market = Market.of(RecordedFolder.folder(folder), Interval.MINUTE_1);
        assertWithin(
                folder,
                market.symbols().stream()
                        .collect(Collectors.toMap(
                                symbol -> symbol,
                                symbol -> new CandleStatistics(closed(market, symbol, Integer.MAX_VALUE)))));
    }

    @Test
    void theAfternoonIsBusierThanTheNightAndTheWeekThanItsEnd() {
        Market market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, MONDAY);
        List<Candle> candles = closed(market, "BTCUSDT", 4 * 7 * MINUTES_A_DAY);

        assertThat(trades(candles, 14, 17, 0, 7)).isGreaterThan(1.5 * trades(candles, 3, 6, 0, 7));
        assertThat(trades(candles, 0, 24, 0, 5)).isGreaterThan(1.15 * trades(candles, 0, 24, 5, 7));
    }

    /** The mean of the trades a minute between those hours of the day and days of the week, which begins on Monday. */
    private static double trades(List<Candle> candles, int fromHour, int toHour, int fromDay, int toDay) {
        return candles.stream()
                .filter(candle -> {
                    long hour = (candle.openTime() - MONDAY) / 3_600_000;
                    long day = hour / 24 % 7;
                    return hour % 24 >= fromHour && hour % 24 < toHour && day >= fromDay && day < toDay;
                })
                .mapToLong(Candle::trades)
                .average()
                .orElseThrow();
    }

    private static void assertWithin(String of, Map<String, CandleStatistics> pairs) {
        pairs.forEach((symbol, statistics) ->
                BANDS.forEach(band -> assertThat(band.statistic().applyAsDouble(statistics))
                        .as("%s, %s: %s", of, symbol, band.name())
                        .isBetween(band.from(), band.to())));
        pairs.forEach((a, one) -> pairs.forEach((b, other) -> {
            if (a.compareTo(b) < 0) {
                assertThat(one.correlationWith(other))
                        .as("%s: %s with %s", of, a, b)
                        .isBetween(LEAST_CORRELATION, MOST_CORRELATION);
            }
        }));
    }

    private static List<Candle> closed(Market market, String symbol, int count) {
        Iterator<Update> updates = market.updatesOf(symbol);
        Iterable<Update> all = () -> updates;
        Stream<Update> stream = StreamSupport.stream(all.spliterator(), false);
        return stream.filter(Update::closed).map(Update::candle).limit(count).toList();
    }
}
