package io.candlestream.history.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The csv files in a zip. Each is held against the zip's own checksum when it has been read to its end. */
final class ArchiveZip {
    private ArchiveZip() {}

    /**
     * The csv files in {@code zip}; folders and other files are passed over.
     *
     * @throws IllegalArgumentException when there is none, or {@code zip} is no whole zip
     */
    static List<ZipEntry> files(Path zip) {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            List<ZipEntry> files = file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv"))
                    .<ZipEntry>map(entry -> entry)
                    .toList();
            if (files.isEmpty()) {
                throw new ZipException("no csv in the zip");
            }
            return files;
        } catch (ZipException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + zip + ": no whole zip, " + e.getMessage() + " (download it again)", e);
        } catch (IOException e) {
            throw LineReader.unreadable(zip, e);
        }
    }

    /** The bytes of {@code entry}; closing them closes the zip. */
    static InputStream open(Path zip, String entry) throws IOException {
        ZipFile file = new ZipFile(zip.toFile());
        try {
            ZipEntry found = file.getEntry(entry);
            if (found == null) {
                throw new IOException("no " + entry + " in the zip");
            }
            return new Content(file, found);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static final class Content extends CheckedInputStream {
        private final ZipFile zip;
        private final ZipEntry entry;

        Content(ZipFile zip, ZipEntry entry) throws IOException {
            super(zip.getInputStream(entry), new CRC32());
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return checked(super.read(bytes, from, length));
        }

        private int checked(int read) throws IOException {
            if (read < 0 && getChecksum().getValue() != entry.getCrc()) {
                throw new IOException("its CRC-32 is not what the zip says (download it again)");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }
}
