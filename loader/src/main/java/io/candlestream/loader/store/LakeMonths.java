package io.candlestream.loader.store;

import io.candlestream.consumer.stream.Row;
import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthLoad;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sink.lake.command.LakeLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The lake's table of candles: each month is a commit of one file a symbol. */
record LakeMonths<R extends Row>(LakeLoad<R> load, Function<CandlePartition, List<R>> rows) implements MonthStore {
    /** The file that says whose files lie in the lake before they are committed. */
    private static final String NOTE = "files";

    @Override
    public String id() {
        return "lake-" + load.id();
    }

    @Override
    public String table() {
        return load.table();
    }

    @Override
    public Set<String> intervals(Collection<String> assets) {
        return load.bounds("interval", assets);
    }

    /** Any: each has a file of its own. */
    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    @Override
    public void removeLeftovers(Path folder) {
        try (Stream<Path> notes = Files.find(folder, 2, (path, about) -> path.endsWith(NOTE))) {
            Set<String> loads = new TreeSet<>();
            for (Path note : notes.toList()) {
                loads.add(Files.readString(note));
            }
            loads.stream().filter(one -> !one.isEmpty()).forEach(load::deleteLeftovers);
        } catch (IOException e) {
            throw new FatalException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        Path note = place.resolve(NOTE);
        try {
            Files.createDirectories(place);
            Files.writeString(note, load.name());
        } catch (IOException e) {
            throw new FatalException("Cannot write " + note + ": " + e.getMessage(), e);
        }
        return new Month<>(rows, load.begin(), note);
    }

    @Override
    public void close() {
        load.close();
    }

    private record Month<R extends Row>(Function<CandlePartition, List<R>> rows, LakeLoad<R>.Month files, Path note)
            implements MonthLoad {
        @Override
        public void write(CandlePartition partition) {
            CandleArrays candles = partition.candles();
            files.write(
                    partition.symbol(),
                    rows.apply(partition),
                    candles.openTime(0),
                    candles.openTime(candles.size() - 1));
        }

        @Override
        public void commit() {
            files.commit();
        }

        @Override
        public void close() {
            files.close();
            note.toFile().delete();
        }
    }
}
