package io.candlestream.ingest.backfill;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A lock that a process holds until it ends, however it ends. */
final class OwnerLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private OwnerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * The lock on {@code file}, which is made when it is not there.
     *
     * @throws FatalException when another process has it
     */
    static OwnerLock take(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null && isStill(file, channel)) {
                    return new OwnerLock(file, channel);
                }
            } catch (OverlappingFileLockException e) {
                // A thread of this process has it, which is no better.
            }
            channel.close();
        } catch (IOException e) {
            throw new FatalException(
                    "Cannot write the bookmark " + file + ": " + e + " (CANDLESTREAM_PRODUCER_BACKFILL_FOLDER)", e);
        }
        throw new FatalException(
                "Cannot begin: the same backfill runs already (" + file + " is locked; wait for its end)");
    }

    /** Whether the locked file is the one of that name: its last owner may just have removed it. */
    private static boolean isStill(Path file, FileChannel channel) throws IOException {
        String mark = UUID.randomUUID().toString();
        channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
        return Files.exists(file) && Files.readString(file).equals(mark);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            throw new FatalException("Cannot unlock " + file + ": " + e, e);
        }
    }
}
