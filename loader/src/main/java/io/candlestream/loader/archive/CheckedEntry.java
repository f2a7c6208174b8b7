package io.candlestream.loader.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A file in a zip, held against the zip's own checksum when it has been read to its end. */
final class CheckedEntry extends FilterInputStream {
    private final CRC32 found = new CRC32();
    private final long wanted;

    CheckedEntry(InputStream in, ZipEntry entry) {
        super(in);
        this.wanted = entry.getCrc();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        if (read > 0) {
            found.update(bytes, from, read);
        } else if (read < 0 && found.getValue() != wanted) {
            throw new IOException("its CRC-32 is not what the zip says (download it again)");
        }
        return read;
    }
}
