package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.CandleValues;
import io.candlestream.schema.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleCheckTest {
    private final RowDecoder<KlineRow> decoder =
            new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets").decoder();

    @ParameterizedTest
    @CsvSource({
        "low, 0, PRICE_NOT_POSITIVE",
        "low, -1, PRICE_NOT_POSITIVE",
        "low, 61800, PRICE_OUT_OF_RANGE",
        "high, 61800, PRICE_OUT_OF_RANGE",
        "open, 61700, PRICE_OUT_OF_RANGE",
        "close, 70000, PRICE_OUT_OF_RANGE",
        "volume, -0.1, BAD_VOLUME",
        "quote_volume, -1, BAD_VOLUME",
        "taker_buy_volume, 15.08, BAD_VOLUME",
        "taker_buy_quote_volume, -1, BAD_VOLUME",
        "timestamp, 2024-08-08T23:54:30Z, OFF_THE_GRID",
        "close_time, 2024-08-08T23:54:00Z, BAD_CLOSE_TIME",
        "close_time, 2024-08-08T23:55:00Z, BAD_CLOSE_TIME",
        "interval, 1M, OTHER_INTERVAL",
        "symbol, 1 00SATSUSDT, BAD_SYMBOL",
        "symbol, 'BTC\nUSDT', BAD_SYMBOL",
        "symbol, 'BTCUSDT\r', BAD_SYMBOL",
        "symbol, BTC\u00a0USDT, BAD_SYMBOL",
        "symbol, BTC\u0000USDT, BAD_SYMBOL",
    })
    void refusesWhatNoCandleCanBe(String field, String value, RejectReason reason) {
        refusesWhatNoCandleCanBe(KlineRecord.good().with(field, value), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "2200-01-01T00:00:00Z, 2200-01-01T00:00:59.999Z, 2026-01-01T00:00:00Z, FROM_THE_FUTURE",
        "2026-01-02T00:01:00Z, 2026-01-02T00:01:59.999Z, 2026-01-01T00:00:59.999Z, FROM_THE_FUTURE",
    })
    void refusesACandleThatOpensADayAfterItWasCollected(
            String timestamp, String closeTime, String collectedAt, RejectReason reason) {
        refusesWhatNoCandleCanBe(timed(timestamp, closeTime, collectedAt), reason);
    }

    @Test
    void aMarketMayBeSomeHoursAhead() {
        assertThat(decoded(timed("2026-01-02T00:01:00Z", "2026-01-02T00:01:59.999Z", "2026-01-01T00:01:00Z")))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void everyFaultOfACandleIsAReason() {
        assertThat(Stream.of(RejectReason.values()).map(RejectReason::name))
                .containsAll(Stream.of(CandleValues.Fault.values())
                        .map(CandleValues.Fault::name)
                        .toList());
    }

    private static KlineRecord timed(String timestamp, String closeTime, String collectedAt) {
        return KlineRecord.good()
                .with("timestamp", timestamp)
                .with("close_time", closeTime)
                .with("event_time", timestamp)
                .with("collected_at", collectedAt);
    }

    private void refusesWhatNoCandleCanBe(KlineRecord record, RejectReason reason) {
        assertThat(decoded(record)).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        // Cut by a trading halt.
        "close_time, 2024-08-08T23:54:12.286Z",
        "volume, 15.077020000000001",
        "taker_buy_volume, 15.07702",
        "interval, ''",
        "symbol, ''",
        "symbol, 币安人生USDT",
        "timestamp, 1723161240000",
    })
    void letsPassWhatIsOddButTrue(String field, String value) {
        assertThat(decoded(KlineRecord.good().with(field, value))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"rest, true", "archive, true", "socket, false", "'', false", "REST, false"})
    void onlyTheExchangesPastMayLieOffTheGrid(String source, boolean passes) {
        KlineRecord halted = KlineRecord.good()
                .with("source", source)
                .with("timestamp", "2018-02-09T09:43:14.789Z")
                .with("is_closed", "true");

        Decoded<KlineRow> decoded = decoded(halted.with("close_time", "2018-02-09T09:44:14.788Z"));
        assertThat(decoded instanceof Accepted).isEqualTo(passes);
        assertThat(decoded(halted.with("close_time", "2018-02-09T09:44:14.789Z")) instanceof Accepted)
                .isEqualTo(passes);
        assertThat(decoded(halted.with("close_time", "2018-02-09T09:44:14.790Z")))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void letsEveryRecordedCandlePass() throws IOException {
        Path data = Path.of(System.getProperty("candlestream.home"), "..", "shared", "data");
        Assumptions.assumeTrue(Files.isDirectory(data), "no recorded market data in ../shared/data");

        try (Stream<Path> files = Files.walk(data)) {
            List<Path> archives = files.filter(
                            file -> file.getParent().getFileName().toString().startsWith("klines-"))
                    .toList();
            assertThat(archives).isNotEmpty().allSatisfy(this::assertPasses);
        }
    }

    private void assertPasses(Path archive) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(archive)), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> Character.isDigit(line.charAt(0))).forEach(line -> assertThat(
                            decoded(archived(line.split(",", -1))))
                    .as(line)
                    .isInstanceOf(Accepted.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KlineRecord archived(String[] columns) {
        return KlineRecord.good()
                .with("timestamp", columns[0])
                .with("open", columns[1])
                .with("high", columns[2])
                .with("low", columns[3])
                .with("close", columns[4])
                .with("volume", columns[5])
                .with("close_time", columns[6])
                .with("collected_at", columns[6])
                .with("quote_volume", columns[7])
                .with("trades", columns[8])
                .with("taker_buy_volume", columns[9])
                .with("taker_buy_quote_volume", columns[10])
                .with("event_time", "");
    }

    private Decoded<KlineRow> decoded(KlineRecord record) {
        return decoder.decode(record.bytes(), 0);
    }
}
