package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import io.candlestream.history.archive.LineReader;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTradesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "ETHUSDT"})
    void makesTheTenWholeCandlesOfTheRecording(String symbol) {
        Path data = RecordedFolder.folder("trades");
        List<String> expected = new ArrayList<>();
        LineReader.of(data.resolve(symbol.toLowerCase(Locale.ROOT) + "-1m-klines-from-trades.csv.gz"))
                .forEachRemaining(expected::add);

        List<String> closed = new ArrayList<>();
        Market.of(data, Interval.MINUTE_1).updatesOf(symbol).forEachRemaining(update -> {
            if (update.closed()) {
                closed.add(row(update.candle()));
            }
        });

        assertThat(expected).hasSize(11);
        assertThat(closed).hasSize(11);
        assertThat(closed.subList(1, 11)).isEqualTo(expected.subList(1, 11));
    }

    @Test
    void endsWithACandleThatIsStillOpen() {
        Market market = Market.of(RecordedFolder.folder("trades"), Interval.MINUTE_1);
        List<Update> updates = new ArrayList<>();
        market.updates().forEachRemaining(updates::add);

        assertThat(market.symbols()).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(updates.get(updates.size() - 1).closed()).isFalse();
        assertThat(updates).isSortedAccordingTo((a, b) -> Long.compare(a.eventTime(), b.eventTime()));
    }

    @Test
    void overlappingFilesOfOneSymbolAreOneRecording() throws IOException {
        Files.writeString(folder.resolve("b.jsonl"), frame(2, 61_000, "2.0") + frame(3, 62_000, "3.0"));
        Files.writeString(folder.resolve("a.jsonl"), frame(1, 1_000, "1.0") + frame(2, 61_000, "2.0"));

        List<Update> updates = new ArrayList<>();
        Market.of(folder, Interval.MINUTE_1).updates().forEachRemaining(updates::add);

        assertThat(updates.get(updates.size() - 1).candle())
                .returns(2L, Candle::trades)
                .returns(2L, Candle::firstTradeId)
                .returns("3.00000000", Candle::high);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two", "-1", "0.000000001", "92233720368.54775808", "1e999999999", "1e2147483647", "1e-999999999"
            })
    void refusesABadFrameByFileAndLine(String price) throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), frame(1, 1_000, "1.0") + frame(2, 2_000, price));

        assertThatThrownBy(() -> Market.of(folder, Interval.MINUTE_1).updates().next())
                .hasMessage("Cannot read " + folder.resolve("a.jsonl") + " line 2: not a trade: '" + price
                        + "' is no price: a number from 0 to 92233720368 with at most 8 decimals is needed");
    }

    private static String frame(long id, long time, String price) {
        return """
                {"e":"trade","E":%d,"s":"BTCUSDT","t":%d,"p":"%s","q":"1.0","T":%d,"m":true,"M":true}
                """.formatted(time, id, price, time);
    }

    private static String row(Candle candle) {
        return String.join(
                ",",
                String.valueOf(candle.openTime()),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                String.valueOf(candle.closeTime()),
                candle.quoteVolume(),
                String.valueOf(candle.trades()),
                candle.takerBuyVolume(),
                candle.takerBuyQuoteVolume(),
                String.valueOf(candle.firstTradeId()),
                String.valueOf(candle.lastTradeId()));
    }
}
