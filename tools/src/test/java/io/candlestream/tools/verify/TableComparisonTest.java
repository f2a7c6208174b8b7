package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CandlePlace;
import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.verify.TableComparison.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the candles of files, as {@code history verify} compares them. */
class TableComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheTableHasOfMonthsWithoutAFileIsNotCompared() throws IOException {
        file("2021-01", days("2021-01-01", "2021-02-01"));
        file("2021-06", days("2021-06-01", "2021-07-01"));

        VerifyReport report = report(days("2020-12-01", "2021-08-01"));

        assertThat(report.equal()).as("%s", report).isTrue();
        assertThat(report.assets()).singleElement().satisfies(asset -> {
            assertThat(asset.expected()).isEqualTo(31 + 30);
            assertThat(asset.stored()).isEqualTo(31 + 30);
            assertThat(asset.from()).isEqualTo("2021-01-01T00:00:00Z");
            assertThat(asset.to()).isEqualTo("2021-06-30T00:00:00Z");
            assertThat(asset.holeSlots()).isZero();
        });
    }

    @Test
    void whatItHasTooManyOfMonthsWithAFileIsExtra() throws IOException {
        file("2021-01", Stream.concat(days("2021-01-01", "2021-01-15"), days("2021-01-16", "2021-01-30")));
        file("2021-06", days("2021-06-02", "2021-07-01"));

        VerifyReport report = report(days("2021-01-01", "2021-07-01"));

        assertThat(report.differences())
                .extracting(difference -> difference.kind() + " " + difference.time())
                .containsExactly(
                        "extra 2021-01-15T00:00:00Z",
                        "extra 2021-01-30T00:00:00Z",
                        "extra 2021-01-31T00:00:00Z",
                        "extra 2021-06-01T00:00:00Z");
    }

    @Test
    void whatItLacksIsMissing() throws IOException {
        file("2021-01", days("2021-01-01", "2021-02-01"));
        file("2021-06", days("2021-06-01", "2021-07-01"));

        VerifyReport report = report(Stream.concat(days("2021-01-02", "2021-02-01"), days("2021-06-01", "2021-06-30")));

        assertThat(report.differences())
                .extracting(difference -> difference.kind() + " " + difference.time())
                .containsExactly("missing 2021-01-01T00:00:00Z", "missing 2021-06-30T00:00:00Z");
    }

    private VerifyReport report(Stream<LocalDate> stored) {
        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.DAY_1);
        klines.check(klines.symbols());
        List<Span> spans = klines.stretches("BTCUSDT").stream()
                .map(told -> new Span(told.first(), told.last()))
                .toList();
        return new TableComparison(
                        new HeldDays(stored.map(TableComparisonTest::begin).toList()),
                        klines,
                        Interval.DAY_1,
                        "binance")
                .report(Map.of("BTCUSDT", spans));
    }

    private void file(String month, Stream<LocalDate> days) throws IOException {
        Files.writeString(
                folder.resolve("BTCUSDT-1d-" + month + ".csv"),
                days.map(day -> begin(day).toEpochMilli())
                        .map(open -> open + ",1.0,2.0,0.5,1.5,10.0," + (open + 86_399_999) + ",15.0,3,4.0,6.0,0\n")
                        .collect(Collectors.joining()));
    }

    private static Stream<LocalDate> days(String from, String to) {
        return LocalDate.parse(from).datesUntil(LocalDate.parse(to));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A table of one asset, of whose candles it tells no more than when they open. */
    private record HeldDays(List<Instant> opens) implements CandlePlace {
        @Override
        public List<Asset> assets(List<String> names) {
            return List.of(new Asset("bitcoin", "BTCUSDT", "1d"));
        }

        @Override
        public Optional<AssetTable.Span> closed(Asset asset) {
            return Optional.of(new AssetTable.Span(opens.get(0), opens.get(opens.size() - 1)));
        }

        @Override
        public Iterable<StoredRow> candles(Asset asset, List<String> columns, Instant first, Instant last) {
            return opens.stream()
                    .filter(open -> !open.isBefore(first) && !open.isAfter(last))
                    .<StoredRow>map(open -> new MapRow(Map.of("timestamp", open, "is_closed", true)))
                    .toList();
        }

        @Override
        public List<AssetTable.Span> empty(String symbol, String interval) {
            return List.of();
        }
    }
}
