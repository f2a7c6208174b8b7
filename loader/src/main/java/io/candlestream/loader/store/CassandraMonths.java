package io.candlestream.loader.store;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.consumer.sink.cassandra.CassandraRevisions.Noting;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthLoad;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.loader.node.ClusterNode;
import io.candlestream.loader.node.Handover;
import io.candlestream.loader.node.NodeImport;
import io.candlestream.loader.node.NodeSchema;
import io.candlestream.loader.node.NodeStream;
import io.candlestream.loader.node.StreamAccess;
import io.candlestream.loader.sstable.CassandraFiles;
import io.candlestream.loader.sstable.CassandraFiles.Way;
import io.candlestream.loader.sstable.MonthWriter;
import io.candlestream.loader.sstable.TableDefinition;
import io.candlestream.loader.sstable.WrittenFile;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.schema.KlineVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Cassandra's table: each month becomes one file with all symbols in the order of their tokens, is held against the table of that
 * moment, and handed over to the nodes.
 */
public final class CassandraMonths implements MonthStore {
    private final CqlSession session;
    private final Handover handover;
    private final NodeSchema schema;
    private final Way way;
    private final TableDefinition table;
    private final CassandraFiles files;
    /** Notes what the rows change, before they are stored. */
    private final Optional<Function<CandlePartition, Optional<Noting>>> revisions;

    private CassandraMonths(
            CqlSession session, Handover handover, NodeSchema schema, Way way, String format, Revised revised) {
        this.session = session;
        this.handover = handover;
        this.schema = schema;
        this.way = way;
        requireNodes();
        this.table = schema.definition();
        table.requireCandles();
        this.files = new CassandraFiles(table, way, format);
        this.revisions =
                CandleRows.revisions(session, table.keyspace(), table.table(), revised.consumer(), revised.interval());
    }

    /**
     * What is kept of candles that change.
     *
     * @param consumer its settings, which say whether anything is
     */
    public record Revised(Settings consumer, Interval interval) {}

    /**
     * Opens the table.
     *
     * @throws IllegalStateException when the nodes or the table cannot take such files
     */
    public static CassandraMonths open(Settings set, Way way, Handover.By by, Revised revised) {
        CassandraAddress address = CassandraAddress.of(set);
        CqlSession session = address.connect();
        try {
            NodeSchema schema = new NodeSchema(session, address.keyspace(), set.text("cassandra.table"));
            Handover handover = handover(set, by, schema);
            try {
                return new CassandraMonths(session, handover, schema, way, set.text("format"), revised);
            } catch (RuntimeException e) {
                handover.close();
                throw e;
            }
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Handover handover(Settings set, Handover.By by, NodeSchema schema) {
        return switch (by) {
            case JMX -> {
                NodeImport.requireOne(schema.nodes());
                yield NodeImport.connect(set.number("jmx.port", 1, 65535), login(set));
            }
            case STREAM -> new NodeStream(schema.session(), schema.keyspace(), StreamAccess.of(set));
        };
    }

    /** All nodes, each of which has a version whose files these are, and could take some at this moment. */
    private List<ClusterNode> requireNodes() {
        List<ClusterNode> nodes = schema.nodes();
        nodes.forEach(node -> requireVersion(way, node, CassandraFiles.version()));
        handover.require(nodes);
        return nodes;
    }

    /** The files of one version need not be those of another: the direct writer wants its own, the public one the same line. */
    static void requireVersion(Way way, ClusterNode node, String own) {
        String found = node.version();
        String where = "Cannot load into Cassandra " + found + " at " + node.at();
        if (way == Way.DIRECT && !found.equals(own)) {
            throw new IllegalStateException(
                    where + ": this writer is made for " + own + " (--writer public for another 5.0)");
        }
        if (!line(found).equals(line(own))) {
            throw new IllegalStateException(
                    where + ": these files are those of " + own + " (./candlestream backfill loads into any)");
        }
    }

    private static String line(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private static Optional<Map.Entry<String, String>> login(Settings set) {
        return set.optional("jmx.username")
                .or(() -> set.optional("cassandra.username"))
                .map(user -> Map.entry(
                        user,
                        set.optional("jmx.password")
                                .or(() -> set.optional("cassandra.password"))
                                .orElse("")));
    }

    @Override
    public String id() {
        return table.id().toString();
    }

    @Override
    public String table() {
        return table.table();
    }

    /** Those of the newest candles. */
    @Override
    public Set<String> intervals(Collection<String> assets) {
        PreparedStatement newest = session.prepare("SELECT interval FROM "
                + CqlIdentifier.fromInternal(table.keyspace()).asCql(true) + "."
                + CqlIdentifier.fromInternal(table.table()).asCql(true) + " WHERE asset_name = ? LIMIT 1");
        Set<String> found = new TreeSet<>();
        for (String asset : assets) {
            Optional.ofNullable(session.execute(newest.bind(asset)).one())
                    .map(row -> row.getString(0))
                    .ifPresent(found::add);
        }
        return found;
    }

    @Override
    public Comparator<String> order() {
        return CassandraFiles.order();
    }

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        return new Month(month, symbols, place.resolve(table.keyspace()).resolve(table.table()));
    }

    @Override
    public void close() {
        handover.close();
        session.close();
    }

    private final class Month implements MonthLoad {
        private final YearMonth month;
        private final Path place;
        private final MonthWriter file;
        private final List<Noting> changes = new ArrayList<>();
        private long written;

        Month(YearMonth month, int symbols, Path place) {
            this.month = month;
            this.place = place;
            try {
                Files.createDirectories(place);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make " + place + ": " + e.getMessage(), e);
            }
            long start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            this.file = files.writer(
                    place, symbols, KlineVersion.ofClosed(start, OptionalLong.empty(), CandlePartition.SOURCE, 0));
        }

        @Override
        public void write(CandlePartition partition) {
            revisions.flatMap(found -> found.apply(partition)).ifPresent(changes::add);
            file.write(partition);
            written += partition.candles().size();
        }

        @Override
        public void prepare() {
            file.finish();
            file.close();
        }

        /**
         * Nodes and table are asked for once more, what changes is noted, and then the file is handed over. A load that is killed between
         * the two finds the same again.
         */
        @Override
        public void commit() {
            List<ClusterNode> nodes = requireNodes();
            TableDefinition now = schema.definition();
            table.requireUnchanged(now);
            List<WrittenFile> all = files.written(place);
            all.forEach(one -> one.requireFits(now));
            long found = all.stream().mapToLong(WrittenFile::rows).sum();
            if (found != written) {
                throw new FatalException("Cannot import " + month + ": " + found + " rows were written of " + written);
            }
            note();
            handover.take(nodes, now, place);
        }

        private void note() {
            try {
                for (Noting change : changes) {
                    change.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while it loaded", e);
            }
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
