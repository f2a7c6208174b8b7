package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.FixedMarket;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Update;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameFaultsTest {
    private static final int CANDLES = 6;
    private static final Update OPEN = Update.open(FixedMarket.candle("BTCUSDT", 0), 1);

    private final FrameFaults<Update> faults = new FrameFaults<>(Update::closed);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "BAD_JSON | {\"e\"=\"kline\"",
                "UNKNOWN_EVENT | \"e\":\"candle\"",
                "EXTRA_FIELD | \"Z\":{\"new\":[1,null]}",
                "NUMBER_AS_TEXT | \"t\":\"0\"",
                "HUGE_NUMBER | \"c\":\"1e400\"",
                "NEGATIVE_VOLUME | \"v\":\"-1.00000000\"",
                "LOW_ABOVE_HIGH | \"l\":\"99999999.00000000\"",
                "OFF_THE_GRID | \"t\":1000,",
                "FAR_FUTURE | \"t\":6350400000000,"
            })
    void aSpoiltCopyFollowsTheHonestMessage(FrameFault fault, String mark) {
        List<String> received = received(fault);

        assertThat(received).hasSize(CANDLES + 1);
        assertThat(received.get(1)).contains(mark);
        received.remove(1);
        assertThat(received).noneMatch(text -> text.contains(mark)).allMatch(text -> text.endsWith("}}"));
    }

    @Test
    void aMessageCanBeCutInTheMiddle() {
        List<String> received = received(FrameFault.CUT);

        assertThat(received).hasSize(CANDLES + 1);
        assertThat(received.get(0))
                .startsWith(received.get(1))
                .hasSizeGreaterThan(received.get(1).length());
    }

    @Test
    void aBinaryMessageCarriesWhatTheHonestOneDid() {
        assertThat(received(FrameFault.BINARY)).hasSize(CANDLES + 1).anyMatch(text -> text.startsWith("binary {\"e\""));
    }

    @Test
    void invalidUtf8IsInvalid() {
        byte[] honest = "{\"e\":\"kline\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(FrameFault.NOT_UTF8.spoilt(honest, 0)).hasSameSizeAs(honest).contains((byte) 0xFF);
    }

    @Test
    void aBigMessageIsAsLongAsAskedFor() {
        int bytes = 5 << 20;
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 1), Pace.fullSpeed())) {
            exchange.faults().bigFrames(bytes);

            assertThat(received(exchange, FrameFault.BIG, 2)).anyMatch(text -> text.length() == bytes);
        }
    }

    @Test
    void anUpdateCanComeTwice() {
        faults.add(FrameFault.DUPLICATE);

        assertThat(faults.ordered(closing(0))).containsExactly(closing(0), closing(0));
        assertThat(faults.ordered(closing(1))).containsExactly(closing(1));
    }

    @Test
    void anOpenUpdateCanComeAfterTheOneThatFollowsIt() {
        faults.add(FrameFault.OUT_OF_ORDER);

        assertThat(faults.ordered(closing(7))).containsExactly(closing(7));
        assertThat(faults.ordered(OPEN)).isEmpty();
        assertThat(faults.pending()).isOne();
        Update other = Update.closing(FixedMarket.candle("ETHUSDT", 0));
        assertThat(faults.ordered(other)).containsExactly(other);
        assertThat(faults.ordered(closing(0))).containsExactly(closing(0), OPEN);
        assertThat(faults.pending()).isZero();
    }

    @Test
    void aClosingUpdateCanComeLate() {
        faults.add(FrameFault.LATE_CLOSE);

        assertThat(faults.ordered(OPEN)).containsExactly(OPEN);
        List<Update> sent = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> sent.addAll(faults.ordered(closing(i))));
        assertThat(sent).containsExactly(closing(1), closing(2), closing(3), closing(0));
    }

    @Test
    void aClosingUpdateCanStayAwayThoughTheTruthHasIt() {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), CANDLES), Pace.fullSpeed())) {
            List<String> received = received(exchange, FrameFault.MISSING_CLOSE, CANDLES - 1);

            assertThat(received).hasSize(CANDLES - 1).noneMatch(text -> text.contains("\"t\":0,"));
            assertThat(exchange.truth().closed()).isEqualTo(CANDLES);
            assertThat(exchange.faults().framesPending()).isZero();
        }
    }

    @Test
    void anImpossibleOneCanComeInPlaceOfAClosingUpdate() {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), CANDLES), Pace.fullSpeed())) {
            List<String> received = received(exchange, FrameFault.IMPOSSIBLE_CLOSE, CANDLES);

            assertThat(received.get(0)).contains("\"t\":0,", "\"l\":\"99999999.00000000\"");
            assertThat(received.subList(1, CANDLES)).noneMatch(text -> text.contains("\"t\":0,"));
            assertThat(exchange.faults().framesPending()).isZero();
        }
    }

    @Test
    void whatAnyEventCanSufferHitsEveryChannel() {
        SeededMarket market = new SeededMarket(7, List.of("BTCUSDT"), Interval.MINUTE_1, 0);
        Exchange.Options streams = Exchange.Options.defaults().streams(List.of("klines", "trades"));
        try (Exchange exchange = new Exchange(market, Pace.times(600), streams)) {
            exchange.start();
            TestClient client = TestClient.connected(exchange, "/stream?streams=btcusdt@kline_1m/btcusdt@trade");
            await().until(exchange::hasListener);
            exchange.faults().frame(FrameFault.BAD_JSON);
            assertThat(exchange.faults().framesPending()).isEqualTo(2);
            exchange.open();
            List<String> spoilt = new ArrayList<>();
            while (spoilt.size() < 2) {
                Optional.of(client.next())
                        .filter(text -> text.contains("\"data\"="))
                        .ifPresent(spoilt::add);
            }
            assertThat(spoilt).anyMatch(text -> text.contains("@kline_1m")).anyMatch(text -> text.contains("@trade"));

            exchange.pause();
            exchange.faults().frame(FrameFault.OFF_THE_GRID); // the place of a candle alone
            assertThat(exchange.faults().framesPending()).isOne();
        }
    }

    private static Update closing(long index) {
        return Update.closing(FixedMarket.candle("BTCUSDT", index));
    }

    private static List<String> received(FrameFault fault) {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), CANDLES), Pace.fullSpeed())) {
            return received(exchange, fault, CANDLES + 1);
        }
    }

    private static List<String> received(Exchange exchange, FrameFault fault, int messages) {
        exchange.start();
        exchange.faults().frame(fault);
        TestClient client = new Binary(URI.create(exchange.streamUrl() + "/ws/btcusdt@kline_1m"));
        client.connected();
        await().until(exchange::hasListener);
        exchange.open();
        exchange.finished().join();
        return new ArrayList<>(
                IntStream.range(0, messages).mapToObj(i -> client.next()).toList());
    }

    /** A client that marks binary messages. */
    private static final class Binary extends TestClient {
        Binary(URI address) {
            super(address);
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            onMessage("binary " + StandardCharsets.UTF_8.decode(bytes));
        }
    }
}
