package io.candlestream.history.archive;

import io.candlestream.history.archive.ArchiveFormat.Positions;
import io.candlestream.runtime.program.InputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archive files of one format and content among others, by their symbols; read as they are asked for, in order, repeated rows
 * once. A file with a {@code .CHECKSUM} beside it has to be what that says. Where files disagree on a row, the newest one decides;
 * of one age, that of a month; otherwise they are refused.
 *
 * <p>Every method that reads throws {@link IllegalArgumentException} when a file cannot be read; the message is one line that
 * names the file, and where it can the line and column, and why.
 */
final class ArchiveFolder<T> {
    private static final int MOST_NAMED = 10;

    private final String place;
    private final ArchiveFormat<T> format;
    private final String kind;
    private final Map<String, List<Named>> filesBySymbol;
    private final Map<String, List<ArchiveFile<T>>> opened = new ConcurrentHashMap<>();
    private final Map<String, long[]> spans = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Long>> stretches = new ConcurrentHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long disagreements;

    /**
     * @param place where the files are, for messages
     * @param content what is wanted, as it stands in names
     * @param kind what the files of the format hold, such as klines
     */
    ArchiveFolder(String place, List<Path> files, ArchiveFormat<T> format, String content, String kind) {
        this.place = place;
        this.format = format;
        this.kind = kind;
        List<Named> named = files.stream().flatMap(file -> named(file).stream()).toList();
        this.filesBySymbol = named.stream()
                .filter(file -> file.name.content().equals(content))
                .collect(Collectors.groupingBy(file -> file.name.symbol(), TreeMap::new, Collectors.toList()));
        if (filesBySymbol.isEmpty()) {
            throw new IllegalArgumentException("Cannot read " + place + ": no " + kind
                    + (content.equals(kind) ? "" : " of " + content)
                    + " in it (a name such as BTCUSDT-" + content + "-2026-02.zip is needed)");
        }
        leaveOut(
                "candles of another interval than " + content,
                named.stream()
                        .filter(file -> !file.name.content().equals(content))
                        .map(file -> file.path));
        leaveOut(
                "no " + kind + " by the name",
                files.stream()
                        .filter(file -> named.stream().noneMatch(other -> other.path.equals(file)))
                        .filter(file -> !file.getFileName().toString().matches("\\..*|.*\\.CHECKSUM|index\\.csv")));
    }

    /** The files in {@code folder}. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot read " + folder + ": " + InputFolder.missing(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw LineReader.unreadable("the folder " + folder, e);
        }
    }

    private Optional<Named> named(Path path) {
        try {
            return format.name(path.getFileName().toString()).map(name -> new Named(path, name));
        } catch (IllegalArgumentException e) {
            throw LineReader.unreadable(path, new IOException(e.getMessage(), e));
        }
    }

    private void leaveOut(String why, Stream<Path> files) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        if (!names.isEmpty()) {
            String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
            notes.add("left out, " + why + ": "
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more);
        }
    }

    /** The symbols that the files hold. */
    List<String> symbols() {
        return List.copyOf(filesBySymbol.keySet());
    }

    /** Refuses to go on without files of each of {@code wanted}. */
    void require(Collection<String> wanted) {
        List<String> absent = wanted.stream()
                .filter(symbol -> !filesBySymbol.containsKey(symbol))
                .toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("Cannot load " + String.join(", ", absent) + ": no " + kind
                    + " of it in " + place + " (it has " + String.join(", ", symbols()) + ")");
        }
    }

    /** Reads all files of {@code symbols} to their ends, so that nothing is begun which cannot be finished. */
    void check(Collection<String> symbols) {
        for (String symbol : symbols) {
            try (ArchiveChain<T> chain = new ArchiveChain<>(files(symbol), 0, Long.MAX_VALUE, this::disagree)) {
                long[] span = spans.computeIfAbsent(symbol, key -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
                NavigableMap<Long, Long> told = stretches.computeIfAbsent(symbol, this::named);
                chain.forEachRemaining(row -> {
                    long position = format.position(row);
                    span[0] = Math.min(span[0], position);
                    span[1] = Math.max(span[1], position);
                    cover(told, position);
                });
            }
        }
        if (disagreements > MOST_NAMED) {
            notes.add("files disagree on " + (disagreements - MOST_NAMED) + " more rows");
        }
    }

    /** What the names of the files are about, by the first position of each stretch; one stretch of all where a name tells none. */
    private NavigableMap<Long, Long> named(String symbol) {
        NavigableMap<Long, Long> stretches = new TreeMap<>();
        List<Optional<Positions>> told = filesBySymbol.getOrDefault(symbol, List.of()).stream()
                .map(file -> format.positions(file.name))
                .sorted(Comparator.comparing(one -> one.map(Positions::first).orElse(Long.MIN_VALUE)))
                .toList();
        for (Optional<Positions> one : told) {
            Positions next = one.orElse(new Positions(Long.MIN_VALUE, Long.MAX_VALUE));
            Map.Entry<Long, Long> before = stretches.lastEntry();
            boolean joins = before != null && next.first() - 1 <= before.getValue();
            stretches.merge(joins ? before.getKey() : next.first(), next.last(), Math::max);
        }
        return stretches;
    }

    /** A row outside of what the names tell makes the stretch before it longer. */
    private static void cover(NavigableMap<Long, Long> stretches, long position) {
        Map.Entry<Long, Long> own = stretches.floorEntry(position);
        if (own == null) {
            stretches.put(position, stretches.pollFirstEntry().getValue());
        } else if (own.getValue() < position) {
            stretches.put(own.getKey(), position);
        }
    }

    private void disagree(String line) {
        disagreements++;
        if (disagreements <= MOST_NAMED) {
            notes.add(line);
        }
    }

    /** The first and the last position of {@code symbol}, once it was {@linkplain #check checked}. */
    long[] span(String symbol) {
        return spans.get(symbol).clone();
    }

    /**
     * The stretches of positions that the files of {@code symbol} are about, once it was checked, oldest first: by their names, which tell more
     * than the rows of a file with holes, from the first row to the last.
     */
    List<Positions> stretches(String symbol) {
        long[] span = spans.get(symbol);
        return stretches.get(symbol).entrySet().stream()
                .map(told -> new Positions(Math.max(told.getKey(), span[0]), Math.min(told.getValue(), span[1])))
                .filter(told -> told.first() <= told.last())
                .toList();
    }

    /** What a person has to know of the files: which are left out, and since {@link #check} on what they disagree. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The rows of {@code symbol} from one position to another, both included. */
    ArchiveChain<T> rows(String symbol, long from, long to) {
        return new ArchiveChain<>(files(symbol), from, to, line -> {});
    }

    private List<ArchiveFile<T>> files(String symbol) {
        return opened.computeIfAbsent(symbol, wanted -> filesBySymbol.getOrDefault(wanted, List.of()).stream()
                .flatMap(file -> ArchiveFile.in(format, file.path, file.name))
                .sorted(Comparator.comparingLong(ArchiveFile::first))
                .toList());
    }

    private record Named(Path path, ArchiveName name) {}
}
