package io.candlestream.sink.lake.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;

/** The list of the files of a table. */
public final class ScanFiles {
    private ScanFiles() {}

    /** Hands over each file that may have rows of {@code scan}. */
    public static void each(TableScan scan, Consumer<DataFile> taker) {
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            tasks.forEach(task -> taker.accept(task.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot list the files of " + scan.table().name(), e);
        }
    }
}
