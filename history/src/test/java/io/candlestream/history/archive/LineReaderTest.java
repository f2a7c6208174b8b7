package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static final int LONG = 64 << 20;
    private static final int LONGEST = 1 << 16;

    @TempDir
    private Path folder;

    private static OutputStream packing(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        if (file.toString().endsWith(".gz")) {
            return new GZIPOutputStream(raw);
        }
        ZipOutputStream zip = new ZipOutputStream(raw);
        zip.putNextEntry(new ZipEntry("BTCUSDT-1m.csv"));
        return zip;
    }

    /** Packed a thousandth of what it holds. */
    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT-1m.zip", "BTCUSDT-1m.csv.gz"})
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) '7');
        try (OutputStream out = packing(file)) {
            out.write("1,2\n\n3,4\n".getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < LONG; written += chunk.length) {
                out.write(chunk);
            }
        }
        try (LineReader lines = name.endsWith(".zip") ? LineReader.of(file, "BTCUSDT-1m.csv") : LineReader.of(file)) {
            assertThat(lines.next()).isEqualTo("1,2");
            assertThatThrownBy(lines::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot read " + file)
                    .hasMessageEndingWith("line 4: it has more than 65536 characters");
        }
    }

    @Test
    void aLongLineIsReadAsLongAsItIsSane() throws IOException {
        Path file = folder.resolve("long.jsonl");
        String line = "7".repeat(LONGEST);
        Files.writeString(file, "a\r\n" + line + "\n" + line + "\n" + line + "7\n");
        try (LineReader lines = LineReader.of(file)) {
            lines.next();
            assertThat(lines.next()).isEqualTo(line);
            assertThatThrownBy(lines::next).hasMessageContaining("line 4: it has more than");
        }
    }

    @Test
    void aBlankLineThatFollowsIsNotTheOneThatIsRefused() throws IOException {
        Path file = folder.resolve("blank.csv");
        Files.writeString(file, "wrong\n\n\nright\n");
        try (LineReader lines = LineReader.of(file)) {
            lines.next();
            assertThat(lines.refused("why")).hasMessage("Cannot read " + file + " line 1: why");
            lines.next();
            assertThat(lines.refused("why")).hasMessage("Cannot read " + file + " line 4: why");
        }
    }
}
