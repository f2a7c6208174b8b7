package io.candlestream.minutes;

import io.candlestream.parquet.ParquetColumn;
import io.candlestream.parquet.ParquetFile;
import io.candlestream.parquet.ParquetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of one file, each with the version of its candle and that of its features, where it has some. The versions stand in the file's metadata, a line a row: so they change
 * with the rows in one step, and the columns stay those of the layout.
 */
final class MinuteFile {
    private static final String VERSIONS = "candlestream.versions";
    private static final String NO_VERSIONS = "it has not the version of each of its rows";
    private static final long NONE = Long.MIN_VALUE;

    private final MinuteLayout layout;
    private final TreeMap<MinuteKey, Row> rows = new TreeMap<>();

    /** @param made the version of the features, {@link #NONE} where there are none */
    private record Row(long version, long made, List<Object> values) {}

    private MinuteFile(MinuteLayout layout) {
        this.layout = layout;
    }

    /**
     * The bytes of {@code existing} with {@code candles} in it, where they are newer than what is there, and with the features of
     * candles that are: empty when nothing is newer. The same candles are the same bytes, in whatever order and however often they come.
     *
     * @throws IOException when the existing file is none of ours
     */
    static Optional<byte[]> with(
            MinuteLayout layout,
            Optional<byte[]> existing,
            Collection<MinuteCandle> candles,
            Collection<MinuteFeatures> features)
            throws IOException {
        MinuteFile file = new MinuteFile(layout);
        if (existing.isPresent()) {
            file.read(existing.get());
        }
        boolean changed = false;
        for (MinuteCandle candle : candles) {
            Row there = file.rows.get(candle.key());
            if (there == null || there.version < candle.version()) {
                List<Object> values = layout.row(candle);
                long made = there == null ? NONE : file.keep(there, values);
                file.rows.put(candle.key(), new Row(candle.version(), made, values));
                changed = true;
            }
        }
        for (MinuteFeatures made : layout.features().isEmpty() ? List.<MinuteFeatures>of() : features) {
            Row there = file.rows.get(made.key());
            if (there != null && there.made < made.version()) {
                List<Object> values = new ArrayList<>(there.values.subList(0, file.first()));
                values.addAll(made.values());
                file.rows.put(made.key(), new Row(there.version, made.version(), values));
                changed = true;
            }
        }
        return changed ? Optional.of(file.bytes()) : Optional.empty();
    }

    /** The column of the first feature. */
    private int first() {
        return layout.columns().size() - layout.features().size();
    }

    /** A corrected candle has the features of the old one until its own come. */
    private long keep(Row old, List<Object> values) {
        for (int place = first(); place < values.size(); place++) {
            values.set(place, old.values.get(place));
        }
        return old.made;
    }

    private void read(byte[] bytes) throws IOException {
        ParquetFile file = ParquetFile.read(bytes, layout.columns());
        String versions = file.notes().getOrDefault(VERSIONS, "");
        int at = 0;
        for (List<Object> values :
                file.rows()) { // a symbol may hold blanks and ends of lines: the row says how long it is
            String symbol = Objects.toString(values.get(symbol()), "");
            if (!versions.startsWith(symbol + " ", at)) {
                throw new IOException(NO_VERSIONS);
            }
            int begin = at + symbol.length() + 1;
            int end = versions.indexOf('\n', begin);
            at = end < 0 ? versions.length() : end + 1;
            read(symbol, versions.substring(begin, end < 0 ? at : end).split(" ", -1), values);
        }
        if (at < versions.length()) {
            throw new IOException(NO_VERSIONS);
        }
    }

    private void read(String symbol, String[] parts, List<Object> values) throws IOException {
        try {
            MinuteKey key = new MinuteKey(symbol, parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])));
            long made = parts.length > 3 ? Long.parseLong(parts[3]) : NONE;
            rows.put(key, new Row(Long.parseLong(parts[2]), made, values));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(NO_VERSIONS, e);
        }
    }

    private int symbol() {
        return layout.columns().stream().map(ParquetColumn::name).toList().indexOf("symbol");
    }

    private byte[] bytes() throws IOException {
        Map<String, String> notes = new LinkedHashMap<>(layout.notes());
        notes.put(
                VERSIONS,
                rows.entrySet().stream()
                        .map(row -> line(row.getKey(), row.getValue()))
                        .collect(Collectors.joining("\n")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ParquetWriter writer = new ParquetWriter(bytes, layout.columns(), notes);
        for (Row row : rows.values()) {
            writer.write(row.values);
        }
        writer.finish();
        return bytes.toByteArray();
    }

    private static String line(MinuteKey key, Row row) {
        return key.symbol() + " " + key.interval() + " " + key.openTime().toEpochMilli() + " " + row.version
                + (row.made == NONE ? "" : " " + row.made);
    }
}
