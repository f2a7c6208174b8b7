package io.candlestream.bench.contender;

import io.candlestream.bench.load.AssetWalk;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.producer.kline.Kline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The rows of a workload of closed candles as the public archive has them: a zip a pair and month, with its checksum beside it. */
public final class ArchiveFiles {
    private ArchiveFiles() {}

    /** Writes the first {@code rows} of {@code workload}, a whole number of candles of each asset, into {@code folder}. */
    public static void write(KlineWorkload workload, long rows, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long candles = rows / workload.symbols().size();
        workload.walks().parallelStream().forEach(walk -> write(walk, candles, folder));
    }

    private static void write(AssetWalk walk, long candles, Path folder) {
        Kline kline = walk.next();
        long left = candles;
        while (left > 0) {
            YearMonth month =
                    YearMonth.from(Instant.ofEpochMilli(kline.openTime()).atZone(ZoneOffset.UTC));
            long end = month.plusMonths(1)
                    .atDay(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
            String name = walk.symbol() + "-" + kline.interval().code() + "-" + month;
            Path file = folder.resolve(name + ".zip");
            MessageDigest digest = sha256();
            try (ZipOutputStream zip =
                    new ZipOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest))) {
                zip.putNextEntry(new ZipEntry(name + ".csv"));
                for (; left > 0 && kline.openTime() < end; left--) {
                    write(kline, zip);
                    kline = walk.next();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file, e);
            }
            checksum(file, digest);
        }
    }

    private static void write(Kline kline, OutputStream out) throws IOException {
        out.write(String.join(
                        ",",
                        String.valueOf(kline.openTime()),
                        kline.candle().open(),
                        kline.candle().high(),
                        kline.candle().low(),
                        kline.candle().close(),
                        kline.candle().volume(),
                        String.valueOf(kline.candle().closeTime()),
                        kline.candle().quoteVolume(),
                        String.valueOf(kline.trades()),
                        kline.candle().takerBuyVolume(),
                        kline.candle().takerBuyQuoteVolume(),
                        "0\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void checksum(Path file, MessageDigest digest) {
        String name = file.getFileName().toString();
        try {
            Files.writeString(
                    file.resolveSibling(name + ".CHECKSUM"),
                    HexFormat.of().formatHex(digest.digest()) + "  " + name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the checksum of " + file, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
