package io.candlestream.bench.contender;

import io.candlestream.bench.load.AssetWalk;
import io.candlestream.bench.load.KlineRows;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.producer.kline.Kline;
import io.candlestream.schema.CandleId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a workload of closed candles as CSV, asset by asset: the same values as the topic's records carry. */
public final class CsvFiles {
    static final String WRITE_TIME = "write_time";

    static final List<String> COLUMNS =
            Stream.concat(KlineRows.COLUMNS.stream(), Stream.of("consumed_at")).toList();

    private static final int FILES = 8;

    private CsvFiles() {}

    /** Writes the first {@code rows} of {@code workload}, a whole number of candles of each asset, into {@code folder}. */
    public static void write(KlineWorkload workload, long rows, Path folder) {
        List<AssetWalk> walks = workload.walks();
        long candles = rows / walks.size();
        IntStream.range(0, FILES).parallel().forEach(file -> {
            List<AssetWalk> share = IntStream.range(0, walks.size())
                    .filter(asset -> asset % FILES == file)
                    .mapToObj(walks::get)
                    .toList();
            write(share, candles, folder.resolve("klines-" + file + ".csv"));
        });
    }

    private static void write(List<AssetWalk> walks, long candles, Path file) {
        Path folder = file.getParent();
        try (BufferedWriter out =
                Files.newBufferedWriter(Files.createDirectories(folder).resolve(file))) {
            out.write(String.join(",", COLUMNS) + "," + WRITE_TIME + "\n");
            for (AssetWalk walk : walks) {
                for (long candle = 0; candle < candles; candle++) {
                    out.write(line(walk.next()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String line(Kline kline) {
        Instant open = Instant.ofEpochMilli(kline.openTime());
        Instant close = Instant.ofEpochMilli(kline.candle().closeTime());
        Instant collected = Instant.ofEpochMilli(KlineRows.collectedAt(kline));
        Instant written = Instant.EPOCH.plus(KlineRows.writeTime(kline), ChronoUnit.MICROS);
        return String.join(
                ",",
                CandleId.of("binance", kline.symbol(), kline.interval(), open).toString(),
                kline.symbol().toLowerCase(Locale.ROOT),
                kline.candle().open(),
                kline.candle().high(),
                kline.candle().low(),
                kline.candle().close(),
                kline.candle().volume(),
                kline.candle().quoteVolume(),
                String.valueOf(kline.trades()),
                String.valueOf(kline.closed()),
                open.toString(),
                close.toString(),
                collected.toString(),
                kline.symbol(),
                kline.interval().code(),
                Instant.ofEpochMilli(kline.eventTime()).toString(),
                String.valueOf(kline.firstTradeId()),
                String.valueOf(kline.lastTradeId()),
                kline.candle().takerBuyVolume(),
                kline.candle().takerBuyQuoteVolume(),
                kline.source().toString(),
                collected.toString(),
                written + "\n");
    }
}
