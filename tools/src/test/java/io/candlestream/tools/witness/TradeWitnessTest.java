package io.candlestream.tools.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candles that trades make: of those whose trades are whole, and of those in the middle in any case. */
class TradeWitnessTest {
    private static final long MINUTE = 60_000;

    /** Ten trades in each of five minutes. */
    private static List<TradedRow> trades() {
        List<TradedRow> trades = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long id = 100L + i;
            trades.add(new TradedRow(
                    id, id, id, i / 10 * MINUTE + i, BigDecimal.valueOf(50 + i), new BigDecimal("0.5"), i % 2 == 0));
        }
        return trades;
    }

    private static List<ToldCandle> candles() {
        List<ToldCandle> candles = new ArrayList<>();
        for (int minute = 0; minute < 5; minute++) {
            MadeCandle made = new MadeCandle(minute * MINUTE);
            List<Number> numbers = List.of(
                    50.0 + minute * 10,
                    59.0 + minute * 10,
                    50.0 + minute * 10,
                    59.0 + minute * 10,
                    5.0,
                    5 * (54.5 + minute * 10),
                    2.5,
                    2.5 * (55 + minute * 10));
            candles.add(new ToldCandle(made.openTime(), numbers, 10, 100 + minute * 10, 109 + minute * 10));
        }
        return candles;
    }

    private static WitnessReport report(List<TradedRow> trades, List<ToldCandle> candles, boolean numbersOnly) {
        Testimonies said = new Testimonies();
        new TradeWitness(
                        Interval.MINUTE_1,
                        numbersOnly,
                        said.pair("trades = 1m", "bitcoin", Interval.MINUTE_1),
                        "trades = 1m",
                        "bitcoin")
                .run(trades.iterator(), candles.iterator(), 0, Long.MAX_VALUE);
        return said.report();
    }

    @Test
    void equalsWhereAllTradesAreThere() {
        WitnessReport report = report(trades(), candles(), false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("trades = 1m", "bitcoin", 5, 0, 0));
    }

    @Test
    void namesTheCandleOfATradeThatIsGone() {
        List<TradedRow> trades = trades();
        trades.remove(25);
        WitnessReport report = report(trades, candles(), false);

        assertThat(report.equal()).isFalse();
        assertThat(report.differences()).anySatisfy(one -> assertThat(one)
                .hasToString(
                        "differs  trades = 1m  bitcoin  1970-01-01T00:02:00Z  trades is 10 by 1m, 9 by" + " trades"));
        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("trades = 1m", "bitcoin", 5, 1, 0));
    }

    @Test
    void namesCandlesInTheMiddleOfWhichNoTradeIsStored() {
        List<TradedRow> trades = trades();
        trades.removeIf(trade -> trade.time() / MINUTE == 2);

        assertThat(report(trades, candles(), false).differences())
                .singleElement()
                .hasToString("differs  trades = 1m  bitcoin  1970-01-01T00:02:00Z  trades is 10 by 1m, 0 by trades");
    }

    @Test
    void namesACandleThatIsNotStored() {
        List<ToldCandle> candles = new ArrayList<>(candles());
        candles.remove(2);

        assertThat(report(trades(), candles, false).differences())
                .singleElement()
                .hasToString(
                        "differs  trades = 1m  bitcoin  1970-01-01T00:02:00Z  candle is absent by 1m, there by trades");
    }

    /** Before the first trade nothing may have been stored, and behind the last one it may come. */
    @Test
    void theEndsAreSaidNotJudged() {
        List<TradedRow> trades = trades().subList(3, 47);
        WitnessReport report = report(trades, candles(), false);

        assertThat(report.equal()).isTrue();
        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("trades = 1m", "bitcoin", 3, 0, 2));
        assertThat(report.gaps()).hasSize(2).first().asString().contains("3 of 10 parts are not stored");
    }

    @Test
    void aggregatesSayPricesAndVolumes() {
        List<ToldCandle> candles = new ArrayList<>(candles());
        ToldCandle right = candles.get(1);
        candles.set(1, new ToldCandle(right.openTime(), right.numbers(), 11, -1, -1));

        assertThat(report(trades(), candles, true).equal()).isTrue();
        assertThat(report(trades(), candles, false).equal()).isFalse();
    }
}
