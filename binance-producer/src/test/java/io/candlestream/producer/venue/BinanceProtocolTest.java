package io.candlestream.producer.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineText;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.runtime.Seed;
import io.candlestream.schema.Interval;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceProtocolTest {
    private static final Kline OPEN_CANDLE = TestKlines.kline(
            "BTCUSDT",
            Interval.MINUTE_1,
            1700000002502L,
            1699999980000L,
            1700000039999L,
            100,
            130,
            "30000.10000000",
            "30001.00000000",
            "29999.00000000",
            "30000.20000000",
            "1.50000000",
            "45000.75000000",
            "0.70000000",
            "21000.35000000",
            31,
            false,
            EventSource.SOCKET);

    private static final Set<String> SYMBOLS = Set.of("BTCUSDT");

    private final ReadMessages reader = new ReadMessages(1 << 20, TestKlines.minutes(SYMBOLS), SYMBOLS);

    @Test
    void readsEveryFieldOfAKline() {
        assertThat(reader.read(KlineText.RAW).klines()).containsExactly(OPEN_CANDLE);
    }

    @Test
    void readsTheWrapperOfTheCombinedStream() {
        assertThat(reader.read(KlineText.wrapped()).klines()).containsExactly(OPEN_CANDLE);
    }

    @Test
    void readsKeysInAnyOrderAndPassesOverUnknownOnes() {
        String text = "{\"data\":" + KlineText.RAW.replace("{\"t\"", "{\"new\":{\"t\":[1,{}]},\"t\"")
                + ",\"more\":[[]]," + "\"stream\":\"btcusdt@kline_1m\"}";
        assertThat(reader.read(text).klines()).containsExactly(OPEN_CANDLE);
    }

    @Test
    void readsAClosedCandleWithoutTrades() {
        String text = KlineText.RAW
                .replace("\"x\":false", "\"x\":true")
                .replace("\"f\":100,\"L\":130", "\"f\":-1,\"L\":-1")
                .replace("\"n\":31", "\"n\":0");
        assertThat(reader.read(text).klines()).singleElement().satisfies(kline -> {
            assertThat(kline.closed()).isTrue();
            assertThat(kline.trades()).isZero();
            assertThat(kline.firstTradeId()).isEqualTo(-1);
            assertThat(kline.lastTradeId()).isEqualTo(-1);
        });
    }

    @Test
    void leavesMeaningToTheConsumer() {
        String text =
                KlineText.RAW.replace("\"v\":\"1.50000000\"", "\"v\":\"-1\"").replace("30001.0", "1.0");
        assertThat(reader.read(text).klines())
                .extracting(kline -> kline.candle().volume())
                .containsExactly("-1");
    }

    @Test
    void understandsAnswersAndBothFormsOfErrors() {
        assertThat(reader.read("{\"result\":null,\"id\":3}").frame()).isEqualTo(new Frame.Answer("3"));
        assertThat(reader.read("{\"result\":[\"btcusdt@trade\"],\"id\":\"a1\"}").frame())
                .isEqualTo(new Frame.Answer("a1"));
        assertThat(reader.read("{\"code\":2,\"msg\":\"Invalid request: too many parameters\"}")
                        .frame())
                .isEqualTo(new Frame.Refusal("", 2, "Invalid request: too many parameters"));
        assertThat(reader.read("{\"code\":0,\"msg\":\"Unknown property\",\"id\":7}")
                        .frame())
                .isEqualTo(new Frame.Refusal("7", 0, "Unknown property"));
        assertThat(reader.read("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":19}")
                        .frame())
                .isEqualTo(new Frame.Refusal("19", 4, "Too many subscriptions"));
    }

    @Test
    void understandsTheShutdownNoticeRawAndWrapped() {
        String notice = "{\"e\":\"serverShutdown\",\"E\":1770123456789}";
        assertThat(reader.read(notice).frame()).isEqualTo(new Frame.Shutdown());
        assertThat(reader.read("{\"stream\":\"!serverShutdown\",\"data\":" + notice + "}")
                        .frame())
                .isEqualTo(new Frame.Shutdown());
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void rejectsWithItsCause(RejectCause cause, String text) {
        assertRejected(cause, text);
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                Arguments.of(RejectCause.NOT_JSON, ""),
                Arguments.of(RejectCause.NOT_JSON, "   "),
                Arguments.of(RejectCause.NOT_JSON, "hello"),
                Arguments.of(RejectCause.NOT_JSON, KlineText.RAW + "x"),
                Arguments.of(RejectCause.NOT_JSON, KlineText.RAW + KlineText.RAW),
                Arguments.of(RejectCause.NOT_JSON, KlineText.RAW.replace("\"L\":130", "\"L\":0130")),
                Arguments.of(RejectCause.NOT_JSON, KlineText.RAW.replace("\"L\":130", "\"L\":NaN")),
                Arguments.of(RejectCause.NOT_JSON, "{\"a\":".repeat(2000)),
                Arguments.of(RejectCause.UNEXPECTED, "[" + KlineText.RAW + "]"),
                Arguments.of(RejectCause.UNEXPECTED, "17"),
                Arguments.of(RejectCause.UNEXPECTED, "{}"),
                Arguments.of(RejectCause.UNEXPECTED, "{\"stream\":\"!ticker_1h@arr\",\"data\":[]}"),
                Arguments.of(RejectCause.UNEXPECTED, KlineText.RAW.replace("\"kline\"", "\"Kline\"")),
                Arguments.of(RejectCause.UNEXPECTED, KlineText.RAW.replaceFirst("BTCUSDT", "ETHUSDT")),
                Arguments.of(RejectCause.MISSING_KEY, KlineText.RAW.replace("\"n\":31,", "")),
                Arguments.of(RejectCause.MISSING_KEY, KlineText.RAW.replace("\"Q\":", "\"P\":")),
                Arguments.of(RejectCause.MISSING_KEY, KlineText.RAW.replace("\"E\":1700000002502,", "")),
                Arguments.of(RejectCause.MISSING_KEY, "{\"e\":\"kline\",\"E\":1700000002502,\"s\":\"BTCUSDT\"}"),
                Arguments.of(RejectCause.DUPLICATE_KEY, KlineText.RAW.replace("\"n\":31", "\"n\":31,\"n\":31")),
                Arguments.of(RejectCause.DUPLICATE_KEY, KlineText.RAW.replace("\"E\":", "\"E\":1,\"E\":")),
                Arguments.of(
                        RejectCause.DUPLICATE_KEY,
                        KlineText.wrapped().replace("\"data\"", "\"stream\":\"x\",\"data\"")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":\"31\"")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":31.0")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":1e400")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":null")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"x\":false", "\"x\":0")),
                Arguments.of(RejectCause.WRONG_TYPE, KlineText.RAW.replace("\"1.50000000\"", "1.50000000")),
                Arguments.of(RejectCause.WRONG_TYPE, "{\"e\":\"kline\",\"E\":1,\"s\":\"BTCUSDT\",\"k\":[]}"),
                Arguments.of(RejectCause.OUT_OF_RANGE, KlineText.RAW.replace("\"n\":31", "\"n\":9223372036854775808")),
                Arguments.of(RejectCause.OUT_OF_RANGE, KlineText.RAW.replace("1700000002502", "1700000002502000")),
                Arguments.of(RejectCause.OUT_OF_RANGE, KlineText.RAW.replace("\"t\":1699999980000", "\"t\":-1")),
                Arguments.of(
                        RejectCause.OUT_OF_RANGE, KlineText.RAW.replace("\"t\":1699999980000", "\"t\":1699999980")),
                Arguments.of(RejectCause.OUT_OF_RANGE, KlineText.RAW.replace("\"1m\"", "\"2m\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "1.", ".5", "1..2", "1.2.3", "+1", "1e5", "1e400", "NaN", " 1", "1 ", "0x1", "--1", "١"
            })
    void refusesWhatIsNoPlainDecimal(String volume) {
        assertRejected(RejectCause.NOT_DECIMAL, KlineText.RAW.replace("1.50000000", volume));
    }

    @Test
    void refusesAnAbsurdlyLongDecimal() {
        assertThat(reader.read(KlineText.RAW.replace("1.50000000", "1".repeat(40)))
                        .klines())
                .hasSize(1);
        assertRejected(RejectCause.NOT_DECIMAL, KlineText.RAW.replace("1.50000000", "1".repeat(41)));
    }

    @Test
    void refusesAMessageBeyondTheLimit() {
        ReadMessages small = new ReadMessages(KlineText.RAW.length(), TestKlines.minutes(SYMBOLS), SYMBOLS);
        assertThat(small.read(KlineText.RAW).klines()).hasSize(1);
        assertThat(small.read(KlineText.RAW + " ").causes()).containsExactly(RejectCause.TOO_LONG);
    }

    @Test
    void refusesAMessageCutAnywhere() {
        String whole = KlineText.wrapped();
        for (int end = 0; end < whole.length(); end++) {
            assertRejected(RejectCause.NOT_JSON, whole.substring(0, end));
        }
    }

    @Test
    void neverThrowsOnDamagedText() {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(KlineText.wrapped());
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                text.setCharAt(
                        random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
            }
            assertThat(reader.next(text.toString()).frame())
                    .as("%s, %s", seed, text)
                    .isNotNull();
        }
    }

    @Test
    void aListOfEventsIsReadOneByOneWhateverBecomesOfTheOthers() {
        String other = KlineText.RAW.replace("\"x\":false", "\"x\":true");
        String wrong = KlineText.RAW.replace("\"n\":31", "\"n\":\"31\"");
        ReadMessages.Read read = reader.read("{\"stream\":\"!kline@arr\",\"data\":["
                + String.join(",", KlineText.RAW, wrong, "{\"e\":\"depthUpdate\"}", other) + "]}");
        assertThat(read.klines()).extracting(Kline::closed).containsExactly(false, true);
        assertThat(read.frame()).isEqualTo(Frame.EVENTS);
        assertThat(read.causes()).containsExactlyInAnyOrder(RejectCause.WRONG_TYPE, RejectCause.UNEXPECTED);
    }

    @Test
    void aListOfOtherThingsThanEventsIsRejected() {
        assertRejected(RejectCause.UNEXPECTED, "{\"stream\":\"x\",\"data\":[1]}");
        assertRejected(RejectCause.UNEXPECTED, "{\"stream\":\"x\",\"data\":[" + KlineText.RAW + ",[]]}");
    }

    private void assertRejected(RejectCause cause, String text) {
        ReadMessages.Read read = reader.read(text);
        assertThat(read.causes()).as(text).containsExactly(cause);
        assertThat(read.frame()).isEqualTo(Frame.REJECTED);
    }
}
