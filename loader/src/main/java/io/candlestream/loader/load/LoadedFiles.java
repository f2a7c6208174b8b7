package io.candlestream.loader.load;

import io.candlestream.loader.archive.FileChecksum;
import io.candlestream.loader.archive.KlineFile;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The archive files whose rows are in one table, in a file that is added to after each import, and on the disk before the next one. A
 * file counts by its name, its size and its checksum, so one that was uploaded again is loaded again. Only one load at a time has it.
 */
record LoadedFiles(Path path, FileChannel channel, FileLock lock, Set<String> done) implements AutoCloseable {
    /** Those that {@code path} names; a half line at its end, of a load that was killed, counts as none. */
    static LoadedFiles open(Path path) {
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = locked(channel, path);
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            Set<String> done = text.substring(0, whole).lines().collect(Collectors.toCollection(HashSet::new));
            return new LoadedFiles(path, channel, lock, done);
        } catch (IOException e) {
            throw new FatalException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static FileLock locked(FileChannel channel, Path path) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new FatalException("Cannot load: another load into this table runs (" + path + " is locked)");
        }
        return lock;
    }

    /** Forgets all. */
    void clear() {
        done.clear();
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    boolean has(KlineFile file) {
        return done.contains(line(file));
    }

    /** Adds what {@link #line} was of files whose rows are stored; it is on the disk when this returns. */
    void add(Collection<String> lines) {
        ByteBuffer text = ByteBuffer.wrap(lines.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
        try {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + path + ": " + e.getMessage(), e);
        }
        done.addAll(lines);
    }

    /** What tells this state of a file from another one, that may be there a moment later. */
    static String line(KlineFile file) {
        Path beside = FileChecksum.beside(file.path());
        try {
            String checksum = Files.exists(beside)
                    ? FileChecksum.text(beside).split(" ", 2)[0]
                    : Files.getLastModifiedTime(file.path()).toString();
            return file.path().getFileName() + " " + Files.size(file.path()) + " " + checksum.strip();
        } catch (IOException e) {
            throw new FatalException("Cannot read " + file.path() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new FatalException("Cannot close " + path + ": " + e.getMessage(), e);
        }
    }
}
