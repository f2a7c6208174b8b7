package io.candlestream.minutes;

import io.candlestream.runtime.program.InputFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A folder of this machine. A file is written beside its place, brought to the disk and then moved; its name follows at the end of a batch. */
record LocalFolder(Path root) implements MinuteFolder {
    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The name of the part is the same each time: what a crash leaves of it is written over, and hidden from readers. */
    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path whole = root.resolve(path);
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        Files.createDirectories(whole.getParent());
        try (FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(false);
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Folders that were made for them too; all at the end of a batch, since most then have nothing left to bring to the disk. */
    @Override
    public void settle(List<String> paths) throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (String path : paths) {
            Path folder = root.resolve(path).getParent();
            while (folder.startsWith(root) && folders.add(folder)) {
                folder = folder.getParent();
            }
        }
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                    names.force(true);
                }
            }
        }
    }

    @Override
    public void check() throws IOException {
        if (Files.isRegularFile(root)) {
            throw new IOException(InputFolder.missing(root));
        }
        Files.createDirectories(root);
        if (!Files.isWritable(root)) {
            throw new AccessDeniedException(root.toString());
        }
    }

    @Override
    public String at() {
        return root.toString();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
