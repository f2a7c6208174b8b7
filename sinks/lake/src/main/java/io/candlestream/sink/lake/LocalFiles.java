package io.candlestream.sink.lake;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * The files of a lake in a folder of this machine. Hadoop's own starts a process for each file, to set its rights; and what this
 * one has written is on disk once it is closed, so that a commit never names what a failing machine forgets.
 */
public final class LocalFiles implements SupportsPrefixOperations {
    private static final long serialVersionUID = 1;
    private static final String SCHEME = "file:";

    static boolean isLocal(String location) {
        return location.startsWith(SCHEME) || location.startsWith("/");
    }

    static Path path(String location) {
        return Path.of(location.startsWith(SCHEME) ? location.replaceFirst("^file:/+", "/") : location);
    }

    /** Makes the folder at {@code location} if that is one of this machine. */
    static void makeFolder(String location) {
        if (isLocal(location)) {
            try {
                Files.createDirectories(path(location));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make the folder " + path(location), e);
            }
        }
    }

    @Override
    public InputFile newInputFile(String location) {
        return new Located(org.apache.iceberg.Files.localInput(path(location).toFile()), location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Output(location);
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(location));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + location, e);
        }
    }

    /** All files below {@code prefix}, a folder; one that is deleted meanwhile may be left out. */
    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        Path folder = path(prefix);
        List<FileInfo> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(new FileInfo(
                                prefix + "/" + folder.relativize(file),
                                attributes.size(),
                                attributes.lastModifiedTime().toMillis()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + prefix, e);
        }
        return files;
    }

    @Override
    public void deletePrefix(String prefix) {
        listPrefix(prefix).forEach(file -> deleteFile(file.location()));
    }

    /** One that keeps the location by which it was asked for. */
    private record Located(InputFile file, String location) implements InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public org.apache.iceberg.io.SeekableInputStream newStream() {
            return file.newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
        }
    }

    private record Output(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            if (path(location).toFile().exists()) {
                throw new AlreadyExistsException("File already exists: %s", location);
            }
            return createOrOverwrite();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            try {
                File file = path(location).toFile();
                Files.createDirectories(file.getParentFile().toPath());
                return new Stream(file);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + location, e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new LocalFiles().newInputFile(location);
        }
    }

    /** A file that is on disk once it is closed, its name too. */
    private static final class Stream extends PositionOutputStream {
        private final Path folder;
        private final FileOutputStream out;
        private long position;
        private boolean closed;

        Stream(File file) throws IOException {
            this.folder = file.getParentFile().toPath();
            this.out = new FileOutputStream(file);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (out) {
                out.getChannel().force(true);
            }
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
