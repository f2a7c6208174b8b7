package io.candlestream.sink.lake.command;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.types.Type;

/**
 * Compares what a table says of its files with the files: those that are missing, of another size, that cannot be read to their end by
 * their checksums, or hold another number of rows; rows that are there twice; and files that belong to nothing.
 *
 * @param grace a file may be so young without belonging to anything: a batch under way writes such
 * @param graceOfMerges the same of those that a merge or a load writes, which takes longer
 */
record LakeCheck(Table table, Duration grace, Duration graceOfMerges, long now) {
    /** Beyond so many rows a month they are not compared with each other: each takes eight bytes. */
    private static final int MOST_COMPARED = 50_000_000;

    /**
     * What was found.
     *
     * @param faults each in a line
     * @param orphans the places of files that belong to nothing
     */
    record Findings(long files, long rows, List<String> faults, List<String> orphans) {}

    LakeCheck(Table table, Duration grace, long now) {
        this(table, grace, grace, now);
    }

    Findings run() {
        List<String> faults = new ArrayList<>();
        List<DataFile> files = new ArrayList<>();
        ScanFiles.each(table.newScan(), files::add);
        Map<YearMonth, LongStream.Builder> days = new HashMap<>();
        Map<YearMonth, Integer> counts = new HashMap<>();
        RowOrder order = RowOrder.of(table);
        FilePlaces places = new FilePlaces(table);
        for (DataFile file : files) {
            YearMonth group = places.month(file);
            check(file, order, days.computeIfAbsent(group, key -> LongStream.builder()), counts, group, faults);
        }
        if (!isComputed()) {
            days.forEach((group, hashes) -> duplicates(hashes, counts.getOrDefault(group, 0), faults));
        }
        return new Findings(
                files.size(), files.stream().mapToLong(DataFile::recordCount).sum(), faults, orphans());
    }

    /** Rows that are made of others are made again, the same, when one of those comes again: only such have doubles. */
    private boolean isComputed() {
        return table.schema().columns().stream()
                .anyMatch(column -> column.type().typeId() == Type.TypeID.DOUBLE);
    }

    private void check(
            DataFile file,
            RowOrder order,
            LongStream.Builder hashes,
            Map<YearMonth, Integer> counts,
            YearMonth group,
            List<String> faults) {
        try {
            InputFile stored = table.io().newInputFile(file.location());
            if (!stored.exists()) {
                faults.add("missing: " + file.location());
                return;
            }
            if (stored.getLength() != file.fileSizeInBytes()) {
                faults.add("of another size: " + file.location() + " has " + stored.getLength()
                        + " bytes, the table says " + file.fileSizeInBytes());
                return;
            }
            long rows = 0;
            try (CloseableIterable<StructLike> read = LakeRows.of(stored, table.schema())) {
                for (StructLike row : read) {
                    rows++;
                    if (counts.merge(group, 1, Integer::sum) <= MOST_COMPARED) {
                        hashes.add(hash(row, order));
                    }
                }
            }
            if (rows != file.recordCount()) {
                faults.add("of other rows: " + file.location() + " has " + rows + ", the table says "
                        + file.recordCount());
            }
        } catch (IOException | RuntimeException e) {
            faults.add("unreadable: " + file.location() + ": " + RootCause.message(RootCause.innermost(e)));
        }
    }

    /** Of key and version, in 64 bits: a pair of ten million rows is taken for the same in one of 400,000 cases. */
    private static long hash(StructLike row, RowOrder order) {
        long hash = 0;
        for (int place : order.places()) {
            hash = mixed(hash ^ Objects.hashCode(row.get(place, Object.class)));
            Object value = row.get(place, Object.class);
            hash = value instanceof Long number ? mixed(hash ^ number) : hash;
        }
        return hash;
    }

    private static long mixed(long value) {
        long product = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 29);
    }

    private static void duplicates(LongStream.Builder hashes, int rows, List<String> faults) {
        long[] sorted = hashes.build().toArray();
        Arrays.sort(sorted);
        long twice = 0;
        for (int i = 1; i < sorted.length; i++) {
            twice += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        if (twice > 0) {
            faults.add(
                    "twice: " + twice + " rows with key and version of another one (lake compact leaves one of each)");
        }
        if (rows > MOST_COMPARED) {
            faults.add("not compared: rows beyond the first " + MOST_COMPARED + " (lake compact first)");
        }
    }

    List<String> orphans() {
        if (!(table.io() instanceof SupportsPrefixOperations files)) {
            return List.of();
        }
        List<String> old = new ArrayList<>();
        for (FileInfo file : files.listPrefix(table.location())) {
            if (file.createdAtMillis() < now - graceOf(file.location()).toMillis()) {
                old.add(file.location());
            }
        }
        table.refresh(); // what was committed while the files were read and listed is known too
        Set<String> known = known().stream().map(LakeCheck::path).collect(Collectors.toSet());
        old.removeIf(file -> known.contains(path(file)));
        return old;
    }

    private Duration graceOf(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.startsWith("merged-") || name.startsWith("loaded-") ? graceOfMerges : grace;
    }

    /** Without scheme and authority: a listing may name those where the table does not. */
    private static String path(String location) {
        return location.replaceFirst("^[^:/]+:(//[^/]*)?/*", "/");
    }

    /** Everything that some state of the table names. */
    private Set<String> known() {
        // Not by older metadata too: what the newest does not name is deleted with each commit, also meanwhile.
        Set<String> known = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, false));
        known.addAll(ReachableFileUtil.manifestListLocations(table));
        known.addAll(ReachableFileUtil.statisticsFilesLocations(table));
        known.add(ReachableFileUtil.versionHintLocation(table));
        for (Snapshot snapshot : table.snapshots()) {
            try {
                snapshot.allManifests(table.io()).forEach(manifest -> {
                    if (known.add(manifest.path())) {
                        ManifestFiles.read(manifest, table.io(), table.specs())
                                .forEach(file -> known.add(file.location()));
                    }
                });
            } catch (NotFoundException e) {
                // It has expired meanwhile: what only it named may be gone.
                table.refresh();
            }
        }
        return known;
    }
}
