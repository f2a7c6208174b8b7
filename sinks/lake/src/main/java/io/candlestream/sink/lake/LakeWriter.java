package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.VersionHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes a task's rows of one stream into files: each update as it comes into those of the table raw, and of what the consumer has
 * kept as the newest of each row that which is no longer updated.
 */
final class LakeWriter<R extends Row> implements SinkWriter<R> {
    private final LakeTask task;
    private final LakeLayout<R> layout;
    private final DayFiles<R> files;
    private final Optional<DayFiles<R>> raw;
    private final Predicate<R> open;
    private long rows;
    private boolean noticed;

    LakeWriter(LakeTask task, LakeLayout<R> layout) {
        this.task = task;
        this.layout = layout;
        this.files = task.files(layout.table(), layout);
        this.raw = layout.rawTable().map(name -> task.files(name, layout));
        this.open = layout.open().orElse(row -> false);
    }

    @Override
    public void received(R row) {
        noticed = true;
        long hash = VersionHash.mixed(VersionHash.START, row.partition().hashCode());
        rows += VersionHash.mixed(VersionHash.mixed(hash, row.clustering()), row.version());
        raw.ifPresent(each -> each.write(row));
    }

    /** A row that a newer one replaces in the same batch stood nowhere, and was known: it is another version. */
    @Override
    public void superseded(R row) {
        if (layout.keepsVersions() && !open.test(row)) {
            files.write(row);
        }
    }

    @Override
    public void madeOf(long sum) {
        noticed = true;
        rows += sum;
    }

    @Override
    public void write(Collection<List<R>> groups) {
        for (List<R> group : groups) {
            for (R row : group) {
                if (!open.test(row)) {
                    files.write(row);
                }
            }
        }
    }

    @Override
    public Optional<SinkResult> result() {
        if (!noticed) {
            return Optional.empty();
        }
        List<LakeFiles> tables = new ArrayList<>();
        tables.add(new LakeFiles(layout.table(), task.query(), rows, files.finish()));
        raw.ifPresent(
                each -> tables.add(new LakeFiles(layout.rawTable().orElseThrow(), task.query(), rows, each.finish())));
        return Optional.of(new LakeFiles.Result(tables));
    }

    @Override
    public void close() {
        files.abandon();
        raw.ifPresent(DayFiles::abandon);
    }
}
