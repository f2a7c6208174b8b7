package io.candlestream.consumer.checkpoint;

import io.candlestream.runtime.settings.FatalException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * The files of a checkpoint on whatever file system it lies, each read and written whole or not at all.
 *
 * @param reader without Hadoop's local checksums: an operator who edits a file does not know of them
 */
record CheckpointFiles(Path folder, FileSystem reader, CheckpointFileManager writer) {
    private static final String WAY_OUT = " (CANDLESTREAM_CONSUMER_CHECKPOINT)";

    /**
     * @param folder a path of Hadoop's default file system, or a URI
     * @throws FatalException when there is no such file system
     */
    static CheckpointFiles in(String folder, Configuration hadoop) {
        try {
            Path path = new Path(folder);
            FileSystem files = path.getFileSystem(hadoop);
            return files instanceof LocalFileSystem local
                    ? new CheckpointFiles(path, local.getRawFileSystem(), new LocalFileManager(path, hadoop))
                    : new CheckpointFiles(path, files, CheckpointFileManager.create(path, hadoop));
        } catch (IOException | RuntimeException e) {
            throw new FatalException("Cannot open checkpoint " + folder + ": " + describe(e) + WAY_OUT, e);
        }
    }

    /** The folder when it lies in a file system of this machine. */
    Optional<java.nio.file.Path> onThisMachine() {
        return writer instanceof LocalFileManager
                ? Optional.of(java.nio.file.Path.of(folder.toUri().getPath()))
                : Optional.empty();
    }

    Path path(String name) {
        return new Path(folder, name);
    }

    /** The text of a file, empty when there is none. */
    Optional<String> read(String name) {
        try (FSDataInputStream in = reader.open(path(name))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path(name), e);
        }
    }

    /** The greatest number that is the name of a file in a subfolder, -1 without one. */
    long newest(String subfolder) {
        try {
            return Arrays.stream(reader.listStatus(path(subfolder)))
                    .map(file -> file.getPath().getName())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(-1);
        } catch (FileNotFoundException e) {
            return -1;
        } catch (IOException e) {
            throw unreadable(path(subfolder), e);
        }
    }

    /** The file is there with all of {@code text}, or as it was before. */
    void write(String name, String text) {
        try {
            writer.mkdirs(path(name).getParent());
            CancellableFSDataOutputStream out = writer.createAtomic(path(name), true);
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.close();
            } catch (IOException | FSError e) {
                out.cancel();
                throw e;
            }
        } catch (IOException | FSError e) {
            throw unwritable(folder.toString(), e);
        }
    }

    static FatalException unwritable(String folder, Throwable e) {
        return new FatalException(
                "Cannot write to checkpoint " + folder + ": " + describe(e)
                        + " (make it writable with space left, or set CANDLESTREAM_CONSUMER_CHECKPOINT)",
                e);
    }

    private static FatalException unreadable(Path file, IOException e) {
        return new FatalException("Cannot read checkpoint file " + file + ": " + describe(e), e);
    }

    private static String describe(Throwable e) {
        return e.getClass().getSimpleName() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
