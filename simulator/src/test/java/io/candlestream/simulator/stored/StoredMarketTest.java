package io.candlestream.simulator.stored;

import static io.candlestream.simulator.stored.TwoPairs.BEHIND_HOLE;
import static io.candlestream.simulator.stored.TwoPairs.FIRST_OF_HOLE;
import static io.candlestream.simulator.stored.TwoPairs.MIDNIGHT;
import static io.candlestream.simulator.stored.TwoPairs.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoredMarketTest {
    private static final long YEARS = 3L * 365 * 24 * 60;

    @Test
    void tellsEachCandleAtItsEndInTheOrderOfTimeThenSymbol() {
        StoredMarket market = new StoredMarket(new TwoPairs(200).candles(), MIDNIGHT);

        List<Update> updates = all(market.updates());

        assertThat(updates).hasSize(2 * (200 - (int) (BEHIND_HOLE - FIRST_OF_HOLE)));
        assertThat(updates)
                .isSortedAccordingTo(Comparator.comparingLong(Update::eventTime).thenComparing(Update::symbol));
        assertThat(updates)
                .allMatch(Update::closed)
                .allMatch(update -> update.eventTime() == update.candle().closeTime() + 1)
                .extracting(Update::candle)
                .contains(TwoPairs.candle("ETHUSDT", 0), TwoPairs.candle("BTCUSDT", 199))
                .noneMatch(candle -> candle.openTime() == MIDNIGHT + FIRST_OF_HOLE * MINUTE);
    }

    @Test
    void beginsWithTheCandleThatIsOverNext() {
        StoredMarket market = new StoredMarket(new TwoPairs(10).candles(), MIDNIGHT + 3 * MINUTE);
        assertThat(market.updates().next().candle()).isEqualTo(TwoPairs.candle("BTCUSDT", 3));

        market.seek(MIDNIGHT + 5 * MINUTE + 1);
        assertThat(market.updates().next().candle()).isEqualTo(TwoPairs.candle("BTCUSDT", 5));

        market.seek(MIDNIGHT + 5 * MINUTE - 1);
        assertThat(market.updates().next().candle()).isEqualTo(TwoPairs.candle("BTCUSDT", 4));
    }

    /** However long history is, so much of it is in memory. */
    @Test
    void readsAFewWindowsAhead() {
        TwoPairs pairs = new TwoPairs(YEARS);
        Iterator<Update> updates = new StoredMarket(pairs.candles(), MIDNIGHT + YEARS / 2 * MINUTE).updates();
        assertThat(updates.next().candle().openTime()).isEqualTo(MIDNIGHT + YEARS / 2 * MINUTE);

        long most = (ReadAhead.WINDOWS + 3L) * ReadAhead.WINDOW;
        await().until(() -> pairs.read() > most - 3L * ReadAhead.WINDOW);
        assertThat(pairs.read()).isLessThan(most);
        for (int i = 0; i < 10 * ReadAhead.WINDOW; i++) {
            updates.next();
        }
        assertThat(pairs.read()).isLessThan(most + 10L * ReadAhead.WINDOW);
    }

    /** Before its end a candle is what its trades have made of it; with its end come the stored values. */
    @Test
    void tellsACandleInTheMakingByTheStoredTrades() {
        StoredMarket market = new StoredMarket(new TwoPairs(130).candlesAndTrades(), MIDNIGHT + 90_000);

        List<Update> bitcoin = all(market.updatesOf("BTCUSDT"));
        Update first = bitcoin.get(0);
        List<MarketTrade> trades = all(market.trades());

        assertThat(first.closed()).isFalse();
        assertThat(first.candle().openTime()).isEqualTo(MIDNIGHT + MINUTE);
        assertThat(first.candle().firstTradeId()).isEqualTo(6);
        assertThat(first.eventTime()).isGreaterThan(MIDNIGHT + 90_000);
        assertThat(bitcoin).isSortedAccordingTo(Comparator.comparingLong(Update::eventTime));
        assertThat(bitcoin)
                .filteredOn(Update::closed)
                .extracting(Update::candle)
                .startsWith(TwoPairs.candle("BTCUSDT", 1), TwoPairs.candle("BTCUSDT", 2))
                .hasSize(99);
        assertThat(bitcoin)
                .filteredOn(update -> !update.closed())
                .allMatch(update -> MIDNIGHT + update.candle().lastTradeId() * 10_000 <= update.eventTime());
        assertThat(trades.get(0).time()).isEqualTo(MIDNIGHT + 100_000);
        assertThat(trades)
                .extracting(MarketTrade::id)
                .containsExactlyElementsOf(LongStream.range(10, 720).boxed().toList());
        assertThat(all(market.updatesOf("ETHUSDT"))).allMatch(Update::closed);
    }

    @Test
    void tellsTheSameOfAStoreThatHasAllPairsInOneSequence() {
        StoredMarket bySymbol = new StoredMarket(new TwoPairs(200).candlesAndTrades(), MIDNIGHT + 90_000);
        StoredMarket atOnce = new StoredMarket(new TwoPairs(200).asOneSequence(), MIDNIGHT + 90_000);

        assertThat(all(atOnce.updates())).isEqualTo(all(bySymbol.updates())).hasSizeGreaterThan(1000);
        assertThat(all(atOnce.trades())).isEqualTo(all(bySymbol.trades())).hasSize(710);
        assertThat(all(atOnce.updatesOf("ETHUSDT"))).isEqualTo(all(bySymbol.updatesOf("ETHUSDT")));
    }

    /** A trade of a hundred thousand million coins ends nothing, and its candle in the making is exact. */
    @Test
    void playsTradesOfAnySize() {
        StoredMarket market = new StoredMarket(new TwoPairs(130).tradesOf("99999999999999999999.99999999"), MIDNIGHT);

        List<MarketTrade> trades = all(market.trades());
        Update second = all(market.updatesOf("BTCUSDT")).stream()
                .filter(update -> !update.closed() && update.candle().trades() == 2)
                .findFirst()
                .orElseThrow();

        assertThat(trades).hasSize(719);
        assertThat(trades.get(0).quantity()).isEqualTo("99999999999999999999.99999999");
        assertThat(second.candle().volume()).isEqualTo("199999999999999999999.99999998");
        assertThat(second.candle().quoteVolume()).isEqualTo("1409999999999999999999.99999985");
        assertThat(second.candle().takerBuyVolume()).isEqualTo("99999999999999999999.99999999");
    }

    @Test
    void namesATradeThatNoneIs() {
        StoredMarket market = new StoredMarket(new TwoPairs(130).tradesOf("100000000000000000000"), MIDNIGHT);

        assertThatThrownBy(() -> market.trades().next())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot play the trade 1 of BTCUSDT at 2024-03-01T00:00:10Z: '100000000000000000000' is no"
                        + " quantity: a number from 0 on with at most 20 digits before the point and 8 behind it is"
                        + " needed");
    }

    @Test
    void handsOnWhatTheStoreRefusesBehindTheRowsBeforeIt() {
        ReadAhead<Integer> rows = new ReadAhead<>(
                () -> List.of(1, 2, 0, 4).stream().map(row -> 12 / row).iterator());

        assertThat(rows.next()).isEqualTo(12);
        assertThat(rows.next()).isEqualTo(6);
        assertThatThrownBy(rows::hasNext).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesASymbolThatIsNotStored() {
        assertThatThrownBy(() -> new TwoPairs(1).candles().of(List.of("BTCUSDT", "XRPUSDT")))
                .hasMessage("Cannot play XRPUSDT: no candles of 1m of it in memory (it has BTCUSDT, ETHUSDT)");
    }

    private static <E> List<E> all(Iterator<E> events) {
        List<E> all = new ArrayList<>();
        events.forEachRemaining(all::add);
        return all;
    }
}
