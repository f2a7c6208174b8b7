package io.candlestream.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Recorded klines as the public archive has them: a zip a month and symbol, with its checksum beside it. */
final class ArchiveZips {
    /** When a zip says that it was made. */
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 3, 2, 8, 30, 14);

    private ArchiveZips() {}

    /** Makes them of the gzipped files of {@code recorded} in {@code folder}. */
    static Path of(Path recorded, Path folder) {
        Map<String, StringBuilder> months = new TreeMap<>();
        try (Stream<Path> files = Files.list(recorded)) {
            Files.createDirectories(folder);
            for (Path file : files.sorted().toList()) {
                String symbol = file.getFileName().toString().replaceFirst("-.*", "");
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
                    reader.lines()
                            .filter(line -> Character.isDigit(line.charAt(0)))
                            .forEach(line -> months.computeIfAbsent(
                                            symbol + "-1m-" + month(line), name -> new StringBuilder())
                                    .append(line)
                                    .append('\n'));
                }
            }
            for (Map.Entry<String, StringBuilder> month : months.entrySet()) {
                write(folder, month.getKey(), month.getValue().toString());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String month(String line) {
        long time = Long.parseLong(line.substring(0, line.indexOf(',')));
        return Instant.ofEpochMilli(time).toString().substring(0, 7);
    }

    /** One file of the archive, such as {@code BTCUSDT-1m-2021-04}. */
    static Path write(Path folder, String name, String lines) throws IOException {
        return write(folder, name, lines, MADE);
    }

    private static Path write(Path folder, String name, String lines, LocalDateTime made) throws IOException {
        Path zip = folder.resolve(name + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            ZipEntry entry = new ZipEntry(name + ".csv");
            entry.setTimeLocal(made);
            out.putNextEntry(entry);
            out.write(lines.getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(folder.resolve(name + ".zip.CHECKSUM"), sha256(zip) + "  " + name + ".zip\n");
        return zip;
    }

    /** The volume of the first candle of a file is another one; its checksum is right. */
    static void alter(Path folder, String name) {
        try (ZipFile zip = new ZipFile(folder.resolve(name + ".zip").toFile())) {
            String lines = new String(
                    zip.getInputStream(zip.getEntry(name + ".csv")).readAllBytes(), StandardCharsets.US_ASCII);
            write(folder, name, lines.replaceFirst("^((?:[0-9.]+,){5}\\d+\\.)\\d", "$10"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file as it is uploaded again thirty days later: the volumes of the candles that open at these times are others. */
    static void correct(Path archive, Path into, String name, List<String> times) throws IOException {
        try (ZipFile zip = new ZipFile(archive.resolve(name + ".zip").toFile())) {
            String lines = new String(
                    zip.getInputStream(zip.getEntry(name + ".csv")).readAllBytes(), StandardCharsets.US_ASCII);
            for (String time : times) {
                String begin = Instant.parse(time).toEpochMilli() + ",(?:[0-9.]+,){4}";
                lines = lines.replaceFirst("(?m)^(" + begin + ")", "$11");
            }
            write(into, name, lines, MADE.plusDays(30));
        }
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@link #MADE} in epoch milliseconds. */
    static long madeAt() {
        return MADE.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
