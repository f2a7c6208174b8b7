package io.candlestream.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Archive files made of the recorded ones, to begin, halt and end where a test needs it. */
final class RecordedMarket {
    private static final long FEBRUARY = 28L * 24 * 60 * 60_000;

    private RecordedMarket() {}

    /** Copies {@code file} to {@code target} without the candles that open from {@code from} until before {@code to}. */
    static void halted(Path file, Path target, long from, long to) throws IOException {
        write(target, lines(file).filter(line -> openTime(line) < from || openTime(line) >= to));
    }

    /** Writes a month of 31 days: the 28 of {@code file}, and its first three once more behind them. */
    static void longMonth(Path file, Path target) throws IOException {
        List<String> february = lines(file).toList();
        Stream<String> more = february.subList(0, 3 * 24 * 60).stream().map(RecordedMarket::aMonthLater);
        write(target, Stream.concat(february.stream(), more));
    }

    private static String aMonthLater(String line) {
        String[] cells = line.split(",");
        cells[0] = String.valueOf(Long.parseLong(cells[0]) + FEBRUARY);
        cells[6] = String.valueOf(Long.parseLong(cells[6]) + FEBRUARY);
        return String.join(",", cells);
    }

    private static long openTime(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }

    private static Stream<String> lines(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> Character.isDigit(line.charAt(0)));
        }
    }

    private static void write(Path target, Stream<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            out.write(String.join("\n", lines.toList()).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
