package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder of archive files that a test writes and then reads as backfill, verify and demo do. */
abstract class ArchiveFolderCase {
    @TempDir
    Path folder;

    final void assertRefused(String why) {
        assertThat(catchThrowable(this::check))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("Cannot read " + folder + "/BTCUSDT-1m-2025-01.")
                .contains(why)
                .doesNotContain("\n", "Exception");
    }

    final void check() {
        check(Interval.MINUTE_1);
    }

    final void check(Interval interval) {
        ArchiveKlines klines = ArchiveKlines.in(folder, interval);
        klines.check(klines.symbols());
    }

    final List<Candle> candles() {
        List<Candle> candles = new ArrayList<>();
        ArchiveKlines.in(folder, Interval.MINUTE_1).candles("BTCUSDT").forEachRemaining(candles::add);
        return candles;
    }

    final List<Long> opens() {
        return candles().stream().map(Candle::openTime).toList();
    }

    final void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
