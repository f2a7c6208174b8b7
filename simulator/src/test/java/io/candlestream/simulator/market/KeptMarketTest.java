package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kept exchange still knows. */
class KeptMarketTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "PEPEUSDT");

    @TempDir
    private Path folder;

    @Test
    void knowsWhatTheExchangeHadSaid() {
        Truth truth = new Truth(Interval.MINUTE_1);
        Iterator<Update> market = new SeededMarket(1, SYMBOLS, Interval.MINUTE_1, 1_700_000_000_000L).updates();
        for (int i = 0; i < 5000; i++) {
            truth.record(market.next());
        }
        Iterator<MarketTrade> said =
                new SeededMarket(1, SYMBOLS, Interval.MINUTE_1, 1_700_000_000_000L).tradesOf("PEPEUSDT");
        MarketTrade large = MarketTrade.of("PEPEUSDT", 1, 2, 3, "0.1", "12345678901234567890.5", true);
        List<MarketTrade> trades = Stream.concat(
                        Stream.of(large), Stream.generate(said::next).limit(500))
                .toList();
        Path file = folder.resolve("exchange.csv.gz");
        KeptMarket.save(
                truth, symbol -> symbol.equals("PEPEUSDT") ? trades : List.of(), SYMBOLS, Interval.MINUTE_1, file);

        KeptMarket kept = KeptMarket.of(file);
        Truth again = new Truth(kept.interval());
        kept.updates().forEachRemaining(again::record);

        assertThat(kept.symbols()).isEqualTo(SYMBOLS);
        assertThat(again.candles().toList())
                .hasSizeGreaterThan(100)
                .isEqualTo(truth.candles().toList());
        assertThat(again.closed()).isEqualTo(truth.closed());
        assertThat(kept.trades()).toIterable().containsExactlyElementsOf(trades);
        assertThat(kept.streams()).containsExactly("klines", "trades");
    }

    @Test
    void anExchangeThatSaidNothingHasItsSymbols() {
        Path file = folder.resolve("exchange.csv.gz");
        KeptMarket.save(new Truth(Interval.HOUR_1), symbol -> List.of(), SYMBOLS, Interval.HOUR_1, file);

        assertThat(KeptMarket.of(file).symbols()).isEqualTo(SYMBOLS);
        assertThat(KeptMarket.of(file).updates().hasNext()).isFalse();
        assertThat(KeptMarket.of(file).streams()).containsExactly("klines");
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("exchange.csv.gz"), "nonsense");

        assertThatThrownBy(() -> KeptMarket.of(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot read the kept exchange in " + file);
    }
}
