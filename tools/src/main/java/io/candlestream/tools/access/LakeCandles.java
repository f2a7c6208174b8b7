package io.candlestream.tools.access;

import io.candlestream.runtime.lake.LakeProgram;
import io.candlestream.runtime.settings.FatalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The candles of a lake, told by the program that has its library: the consumer's, which is asked for one pair after the other. */
public final class LakeCandles implements CandlePlace {
    private static final int CELLS = 5;

    private final Map<Asset, AssetTable.Span> known = new HashMap<>();
    private Optional<Map<List<String>, List<AssetTable.Span>>> gaps = Optional.empty();
    private Optional<LakeProgram> candles = Optional.empty();

    @Override
    public List<Asset> assets(List<String> names) {
        if (known.isEmpty()) {
            try (LakeProgram answer = LakeProgram.start("candles")) {
                answer.lines().forEachRemaining(this::know);
            }
        }
        List<Asset> all = new ArrayList<>(known.keySet());
        all.sort(Comparator.comparing(Asset::name));
        return AssetTable.called(names, all, "the lake");
    }

    private void know(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != CELLS) {
            throw new FatalException("Cannot read the lake: '" + line + "' names no pair");
        }
        known.put(
                new Asset(cells[0], cells[1], cells[2]),
                new AssetTable.Span(
                        Instant.ofEpochMilli(Long.parseLong(cells[3])),
                        Instant.ofEpochMilli(Long.parseLong(cells[4]))));
    }

    @Override
    public Optional<AssetTable.Span> closed(Asset asset) {
        return Optional.ofNullable(known.get(asset));
    }

    @Override
    public Iterable<StoredRow> candles(Asset asset, List<String> columns, Instant first, Instant last) {
        if (closed(asset).filter(span -> !first.isAfter(span.last())).isEmpty()) {
            return List.of();
        }
        return () -> rows(asset, first, last);
    }

    /** Those that another asset has of the same symbol are not meant. */
    private Iterator<StoredRow> rows(Asset asset, Instant first, Instant last) {
        Iterator<String> lines = asked(asset.symbol() + "\t" + first.toEpochMilli() + "\t" + last.toEpochMilli());
        String[] header = lines.hasNext() ? lines.next().split("\t", -1) : new String[0];
        Iterable<String> rest = () -> lines;
        return StreamSupport.stream(rest.spliterator(), false)
                .map(line -> row(header, line))
                .filter(row -> asset.name().equals(row.text("asset_name"))
                        && asset.interval().equals(row.text("interval")))
                .iterator();
    }

    /** The lines of one answer, up to an empty one. What is left of the answer before is skipped. */
    private Iterator<String> asked(String question) {
        LakeProgram program = candles.orElseGet(() -> LakeProgram.start("candles", "--asked"));
        candles = Optional.of(program);
        return program.asked(question);
    }

    private static StoredRow row(String[] header, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != header.length) {
            throw new FatalException(
                    "Cannot read the lake: a row has " + cells.length + " cells, not " + header.length);
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            row.put(header[i], cells[i]);
        }
        return new LakeCandle(row);
    }

    @Override
    public List<AssetTable.Span> empty(String symbol, String interval) {
        if (gaps.isEmpty()) {
            gaps = Optional.of(empty());
        }
        return gaps.get().getOrDefault(List.of(symbol, interval), List.of());
    }

    /** By symbol and interval. */
    private Map<List<String>, List<AssetTable.Span>> empty() {
        Map<List<String>, List<AssetTable.Span>> spans = new HashMap<>();
        try (LakeProgram answer = LakeProgram.start("rows", "gaps")) {
            Iterator<String> lines = answer.lines();
            String[] header = lines.hasNext() ? lines.next().split("\t", -1) : new String[0];
            lines.forEachRemaining(line -> {
                StoredRow row = row(header, line);
                if ("empty".equals(row.text("state")) && row.text("to_time") != null) {
                    spans.computeIfAbsent(List.of(row.text("symbol"), row.text("interval")), pair -> new ArrayList<>())
                            .add(new AssetTable.Span(row.time("from_time"), row.time("to_time")));
                }
            });
        } catch (FatalException e) { // a lake without gaps has no table of them
            return Map.of();
        }
        spans.values().forEach(all -> all.sort(Comparator.comparing(AssetTable.Span::first)));
        return spans;
    }
}
