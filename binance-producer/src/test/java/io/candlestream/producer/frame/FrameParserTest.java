package io.candlestream.producer.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.schema.Interval;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
    private static final Kline OPEN_CANDLE = new Kline(
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
            Kline.Source.SOCKET);

    private final FrameParser parser = new FrameParser(1 << 20);

    @Test
    void readsEveryFieldOfAKline() {
        assertThat(parser.parse(KlineText.RAW)).isEqualTo(OPEN_CANDLE);
    }

    @Test
    void readsTheWrapperOfTheCombinedStream() {
        assertThat(parser.parse(KlineText.wrapped())).isEqualTo(OPEN_CANDLE);
    }

    @Test
    void readsKeysInAnyOrderAndPassesOverUnknownOnes() {
        String text = "{\"data\":" + KlineText.RAW.replace("{\"t\"", "{\"new\":{\"t\":[1,{}]},\"t\"")
                + ",\"more\":[[]]," + "\"stream\":\"btcusdt@kline_1m\"}";
        assertThat(parser.parse(text)).isEqualTo(OPEN_CANDLE);
    }

    @Test
    void readsAClosedCandleWithoutTrades() {
        String text = KlineText.RAW
                .replace("\"x\":false", "\"x\":true")
                .replace("\"f\":100,\"L\":130", "\"f\":-1,\"L\":-1")
                .replace("\"n\":31", "\"n\":0");
        assertThat(parser.parse(text)).isInstanceOfSatisfying(Kline.class, kline -> {
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
        assertThat(parser.parse(text)).isInstanceOfSatisfying(Kline.class, kline -> assertThat(kline.volume())
                .isEqualTo("-1"));
    }

    @Test
    void understandsAnswersAndBothFormsOfErrors() {
        assertThat(parser.parse("{\"result\":null,\"id\":3}")).isEqualTo(new Frame.Answer("3"));
        assertThat(parser.parse("{\"result\":[\"btcusdt@trade\"],\"id\":\"a1\"}"))
                .isEqualTo(new Frame.Answer("a1"));
        assertThat(parser.parse("{\"code\":2,\"msg\":\"Invalid request: too many parameters\"}"))
                .isEqualTo(new Frame.Refusal("", 2, "Invalid request: too many parameters"));
        assertThat(parser.parse("{\"code\":0,\"msg\":\"Unknown property\",\"id\":7}"))
                .isEqualTo(new Frame.Refusal("7", 0, "Unknown property"));
        assertThat(parser.parse("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":19}"))
                .isEqualTo(new Frame.Refusal("19", 4, "Too many subscriptions"));
    }

    @Test
    void understandsTheShutdownNoticeRawAndWrapped() {
        String notice = "{\"e\":\"serverShutdown\",\"E\":1770123456789}";
        assertThat(parser.parse(notice)).isEqualTo(new Frame.Shutdown());
        assertThat(parser.parse("{\"stream\":\"!serverShutdown\",\"data\":" + notice + "}"))
                .isEqualTo(new Frame.Shutdown());
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void rejectsWithItsCause(Cause cause, String text) {
        assertThat(parser.parse(text))
                .isInstanceOfSatisfying(Frame.Rejected.class, rejected -> assertThat(rejected.cause())
                        .isEqualTo(cause));
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                Arguments.of(Cause.NOT_JSON, ""),
                Arguments.of(Cause.NOT_JSON, "   "),
                Arguments.of(Cause.NOT_JSON, "hello"),
                Arguments.of(Cause.NOT_JSON, KlineText.RAW + "x"),
                Arguments.of(Cause.NOT_JSON, KlineText.RAW + KlineText.RAW),
                Arguments.of(Cause.NOT_JSON, KlineText.RAW.replace("\"L\":130", "\"L\":0130")),
                Arguments.of(Cause.NOT_JSON, KlineText.RAW.replace("\"L\":130", "\"L\":NaN")),
                Arguments.of(Cause.NOT_JSON, "{\"a\":".repeat(2000)),
                Arguments.of(Cause.UNEXPECTED, "[" + KlineText.RAW + "]"),
                Arguments.of(Cause.UNEXPECTED, "17"),
                Arguments.of(Cause.UNEXPECTED, "{}"),
                Arguments.of(Cause.UNEXPECTED, "{\"stream\":\"!ticker_1h@arr\",\"data\":[]}"),
                Arguments.of(Cause.UNEXPECTED, KlineText.RAW.replace("\"kline\"", "\"Kline\"")),
                Arguments.of(Cause.UNEXPECTED, KlineText.RAW.replaceFirst("BTCUSDT", "ETHUSDT")),
                Arguments.of(Cause.MISSING_KEY, KlineText.RAW.replace("\"n\":31,", "")),
                Arguments.of(Cause.MISSING_KEY, KlineText.RAW.replace("\"Q\":", "\"P\":")),
                Arguments.of(Cause.MISSING_KEY, KlineText.RAW.replace("\"E\":1700000002502,", "")),
                Arguments.of(Cause.MISSING_KEY, "{\"e\":\"kline\",\"E\":1700000002502,\"s\":\"BTCUSDT\"}"),
                Arguments.of(Cause.DUPLICATE_KEY, KlineText.RAW.replace("\"n\":31", "\"n\":31,\"n\":31")),
                Arguments.of(Cause.DUPLICATE_KEY, KlineText.RAW.replace("\"E\":", "\"E\":1,\"E\":")),
                Arguments.of(Cause.DUPLICATE_KEY, KlineText.wrapped().replace("\"data\"", "\"stream\":\"x\",\"data\"")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":\"31\"")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":31.0")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":1e400")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"n\":31", "\"n\":null")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"x\":false", "\"x\":0")),
                Arguments.of(Cause.WRONG_TYPE, KlineText.RAW.replace("\"1.50000000\"", "1.50000000")),
                Arguments.of(Cause.WRONG_TYPE, "{\"e\":\"kline\",\"E\":1,\"s\":\"BTCUSDT\",\"k\":[]}"),
                Arguments.of(Cause.OUT_OF_RANGE, KlineText.RAW.replace("\"n\":31", "\"n\":9223372036854775808")),
                Arguments.of(Cause.OUT_OF_RANGE, KlineText.RAW.replace("1700000002502", "1700000002502000")),
                Arguments.of(Cause.OUT_OF_RANGE, KlineText.RAW.replace("\"t\":1699999980000", "\"t\":-1")),
                Arguments.of(Cause.OUT_OF_RANGE, KlineText.RAW.replace("\"t\":1699999980000", "\"t\":1699999980")),
                Arguments.of(Cause.OUT_OF_RANGE, KlineText.RAW.replace("\"1m\"", "\"2m\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "1.", ".5", "1..2", "1.2.3", "+1", "1e5", "1e400", "NaN", " 1", "1 ", "0x1", "--1", "١"
            })
    void refusesWhatIsNoPlainDecimal(String volume) {
        assertRejected(Cause.NOT_DECIMAL, KlineText.RAW.replace("1.50000000", volume));
    }

    @Test
    void refusesAnAbsurdlyLongDecimal() {
        assertThat(parser.parse(KlineText.RAW.replace("1.50000000", "1".repeat(40))))
                .isInstanceOf(Kline.class);
        assertRejected(Cause.NOT_DECIMAL, KlineText.RAW.replace("1.50000000", "1".repeat(41)));
    }

    @Test
    void refusesAMessageBeyondTheLimit() {
        FrameParser small = new FrameParser(KlineText.RAW.length());
        assertThat(small.parse(KlineText.RAW)).isInstanceOf(Kline.class);
        assertThat(small.parse(KlineText.RAW + " "))
                .isEqualTo(new Frame.Rejected(Cause.TOO_LONG, KlineText.RAW.length() + 1 + " characters"));
    }

    @Test
    void refusesAMessageCutAnywhere() {
        String whole = KlineText.wrapped();
        for (int end = 0; end < whole.length(); end++) {
            assertRejected(Cause.NOT_JSON, whole.substring(0, end));
        }
    }

    @Test
    void neverThrowsOnDamagedText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(KlineText.wrapped());
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                text.setCharAt(
                        random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
            }
            assertThat(parser.parse(text.toString()))
                    .as("seed %d, %s", seed, text)
                    .isNotNull();
        }
    }

    private void assertRejected(Cause cause, String text) {
        assertThat(parser.parse(text)).as(text).isInstanceOfSatisfying(Frame.Rejected.class, rejected -> assertThat(
                        rejected.cause())
                .isEqualTo(cause));
    }
}
