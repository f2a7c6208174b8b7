package io.candlestream.producer.kline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backfill of klines gets of archive files. */
class KlinePastTest {
    private static final long MINUTE = 60_000;
    private static final long FIRST = 1_609_459_200_000L;
    private static final Instant MADE = Instant.parse("2021-02-01T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (long open = FIRST; open < FIRST + 5 * MINUTE; open += MINUTE) {
            rows.append(open + ",1,2,1,2,10," + (open + MINUTE - 1) + ",15,100,5,7,0\n");
        }
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2021-01.csv"), rows);
        Files.setLastModifiedTime(file, FileTime.from(MADE));
    }

    @Test
    void tellsTheSourceAndWhenTheFileWasMade() {
        assertThat(klines(Optional.empty(), OptionalLong.empty())).hasSize(5).allSatisfy(kline -> {
            assertThat(kline.source()).isEqualTo(EventSource.ARCHIVE);
            assertThat(kline.eventTime()).isEqualTo(MADE.toEpochMilli());
            assertThat(kline.closed()).isTrue();
        });
    }

    @Test
    void goesOnFromAPosition() {
        List<Kline> all = klines(Optional.empty(), OptionalLong.empty());

        assertThat(klines(Optional.empty(), OptionalLong.of(all.get(2).position() + 1)))
                .isEqualTo(all.subList(3, 5));
    }

    @Test
    void whatCorrectsIsNewerThanWhatWasLoadedBefore() {
        assertThat(klines(Optional.of(NOW), OptionalLong.empty()))
                .extracting(Kline::eventTime)
                .containsOnly(NOW.toEpochMilli());
    }

    @Test
    void saysWhichSymbolsTheFilesHave() {
        assertThatThrownBy(() -> past(List.of("BTCUSDT", "ETHUSDT"), Optional.empty()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Cannot load ETHUSDT", "it has BTCUSDT");
    }

    private List<Kline> klines(Optional<Instant> correctedAt, OptionalLong next) {
        List<Kline> klines = new ArrayList<>();
        past(List.of("BTCUSDT"), correctedAt)
                .between("BTCUSDT", FIRST, Long.MAX_VALUE, next, gap -> {})
                .forEachRemaining(klines::add);
        return klines;
    }

    private PastEvents<Kline> past(List<String> symbols, Optional<Instant> correctedAt) {
        return TestKlines.channel(Interval.MINUTE_1, symbols)
                .past(new PastEvents.Request(symbols, Optional.of(folder), correctedAt, Duration.ZERO, Duration.ZERO))
                .orElseThrow();
    }
}
