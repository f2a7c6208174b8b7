package io.candlestream.consumer.checkpoint;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;

/**
 * How Spark writes a checkpoint in a folder of this machine. Hadoop starts a process ({@code chmod}) for each file that it
 * makes there, which takes longer than all else that a small batch needs; and it leaves to the operating system when a file
 * reaches the disk, so that a machine that loses power finds it empty.
 *
 * <p>Spark makes it by its name: {@code spark.sql.streaming.checkpointFileManagerClass}.
 */
public final class LocalFileManager extends FileContextBasedCheckpointFileManager {

    public LocalFileManager(Path folder, Configuration hadoop) {
        super(folder, hadoop);
    }

    @Override
    public CancellableFSDataOutputStream createAtomic(Path path, boolean overwriteIfPossible) {
        return new LocalFile(java.nio.file.Path.of(path.toUri().getPath()), overwriteIfPossible);
    }
}
