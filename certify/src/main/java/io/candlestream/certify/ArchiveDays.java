package io.candlestream.certify;

import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The archive files in a folder as a store of their own: what they tell can be certified and checked without any server. */
public final class ArchiveDays implements DayStore {
    private final ArchiveWitness archive;

    /** @throws SettingsException when there is no such folder */
    public ArchiveDays(Path folder) {
        this.archive = new ArchiveWitness(folder);
    }

    @Override
    public List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to) {
        return archive.pairs().stream()
                .filter(pair -> streams.contains(pair.stream()))
                .toList();
    }

    @Override
    public void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers) {
        pairs.forEach(pair -> archive.read(pair, from, to, takers.apply(pair)));
    }

    @Override
    public List<StoredGap> gaps(CertifiedPair pair, long from, long to) {
        return List.of();
    }

    @Override
    public OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge) {
        long[] ends = new long[2];
        boolean[] found = new boolean[1];
        archive.read(pair, from, to, new RowTaker() {
            private void take(long id) {
                ends[0] = found[0] ? ends[0] : id;
                ends[1] = id;
                found[0] = true;
            }

            @Override
            public void candle(CandleRow row) {
                take(row.openTime());
            }

            @Override
            public void event(EventRow row) {
                take(row.id());
            }
        });
        return found[0] ? OptionalLong.of(ends[edge == Edge.FIRST ? 0 : 1]) : OptionalLong.empty();
    }

    @Override
    public List<String> files(CertifiedPair pair, LocalDate day) {
        return archive.names(pair, day);
    }

    @Override
    public String toString() {
        return "archive";
    }
}
