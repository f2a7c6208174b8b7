package io.candlestream.consumer.checkpoint;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second consumer out of a checkpoint on this machine; the operating system gives it up when the process ends, however it ends. */
public final class CheckpointLock implements AutoCloseable {
    private static final String FILE = "candlestream.lock";

    private final FileChannel channel;

    private CheckpointLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing and locks it.
     *
     * @throws FatalException when another process holds it, or when it cannot be written to
     */
    public static CheckpointLock take(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new FatalException("Cannot use checkpoint " + folder + ": another consumer (process "
                        + Files.readString(file) + ") runs on it (stop it, or set CANDLESTREAM_CONSUMER_CHECKPOINT)");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new CheckpointLock(channel);
        } catch (IOException e) {
            throw CheckpointFiles.unwritable(folder.toString(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
