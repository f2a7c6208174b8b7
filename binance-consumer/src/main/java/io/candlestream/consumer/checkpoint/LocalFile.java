package io.candlestream.consumer.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * A file of a checkpoint that is being written: it is there, whole and on the disk, once it is closed, or not at all. That
 * it has its name may reach the disk later: a batch whose file is missing is repeated, which changes no row.
 */
final class LocalFile extends CancellableFSDataOutputStream {
    private final Path file;
    private final boolean replace;
    private final ByteArrayOutputStream content;
    private boolean ended;

    LocalFile(Path file, boolean replace) {
        this(file, replace, new ByteArrayOutputStream());
    }

    private LocalFile(Path file, boolean replace, ByteArrayOutputStream content) {
        super(content);
        this.file = file;
        this.replace = replace;
        this.content = content;
    }

    /** @throws FileAlreadyExistsException when the file is there and is not to be replaced */
    @Override
    public synchronized void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        super.close();
        if (!replace && Files.exists(file)) {
            throw new FileAlreadyExistsException("Cannot write " + file + ": it is there already");
        }
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        Files.write(
                unfinished,
                content.toByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        // Hadoop's checksum of a file that stood here before, which it would hold against this one.
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    @Override
    public synchronized void cancel() {
        ended = true;
    }
}
