package io.candlestream.tools.candles;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an export goes: to standard output, or into a file that is there as a whole or not at all. What is written stands under
 * another name until {@link #finish}.
 */
final class Target implements AutoCloseable {
    /** What becomes of a file that is there. */
    enum Existing {
        REFUSED,
        REPLACED
    }

    private static final int LINES_A_LOOK = 1000;

    private final PrintStream out;
    private final Optional<Path> file;
    private final Path part;
    private final Existing existing;
    private final OutputStream bytes;
    private final BufferedWriter writer;
    private long lines;

    private Target(PrintStream out, Optional<Path> file, Path part, Existing existing, OutputStream bytes) {
        this.out = out;
        this.file = file;
        this.part = part;
        this.existing = existing;
        this.bytes = bytes;
        this.writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    static Target standardOutput(PrintStream out) {
        return new Target(out, Optional.empty(), Path.of(""), Existing.REFUSED, out);
    }

    /** @throws SettingsException when nothing can be written there, or what is there is to stay */
    static Target file(Path file, Existing existing) {
        Path whole = file.toAbsolutePath().normalize();
        if (Files.isDirectory(whole)) {
            throw new SettingsException("Cannot write " + whole + ": it is a folder (--output names a file)");
        }
        if (existing == Existing.REFUSED && Files.exists(whole)) {
            throw there(whole);
        }
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            part.toFile().deleteOnExit(); // Ctrl-C
            return new Target(
                    System.out,
                    Optional.of(whole),
                    part,
                    existing,
                    new BufferedOutputStream(Files.newOutputStream(part)));
        } catch (IOException e) {
            throw new SettingsException(
                    "Cannot write into " + whole.getParent() + ": "
                            + (Files.isDirectory(whole.getParent()) ? "access is denied" : "no such folder")
                            + " (--output)",
                    e);
        }
    }

    private static SettingsException there(Path file) {
        return new SettingsException("Cannot write " + file + ": it is there already (--force replaces it)");
    }

    /** What is no text; for one who writes no lines. */
    OutputStream bytes() {
        return bytes;
    }

    void line(String text) {
        try {
            writer.write(text);
            writer.write('\n');
            lines++;
            if (file.isEmpty() && lines % LINES_A_LOOK == 0 && out.checkError()) {
                throw new FatalException("Stopped: nobody reads standard output any more");
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** From now on it is there. */
    void finish() {
        try {
            writer.flush();
            if (file.isEmpty()) {
                out.flush();
                return;
            }
            writer.close();
            if (existing == Existing.REPLACED) {
                Files.move(part, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                publish(part, file.get(), Files::createLink);
            }
        } catch (FileAlreadyExistsException e) {
            throw there(file.orElseThrow());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As {@link Files#createLink}. */
    interface Linking {
        void link(Path whole, Path part) throws IOException;
    }

    /** Gives {@code part} the name {@code whole}, and never replaces what came meanwhile. */
    static void publish(Path part, Path whole, Linking file) throws IOException {
        try {
            file.link(whole, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // exFAT, FAT, SMB and some others have no links.
            Files.move(part, whole);
        }
    }

    /** Where it is, with its size. */
    String where() {
        try {
            return file.isEmpty() ? "standard output" : file.get() + size(Files.size(file.get()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, " (%.1f kB)", bytes / 1e3)
                : String.format(Locale.ROOT, " (%.1f MB)", bytes / 1e6);
    }

    private FatalException failed(IOException e) {
        return new FatalException(
                "Cannot write " + file.map(Path::toString).orElse("standard output") + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (file.isEmpty()) {
            return;
        }
        try {
            writer.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
