package io.candlestream.tools.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.candles.Target.Existing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @TempDir
    private Path folder;

    @Test
    void theFileIsThereOnceItIsWhole() throws IOException {
        Path file = folder.resolve("candles.csv");
        try (Target target = Target.file(file, Existing.REFUSED)) {
            target.line("a");
            assertThat(file).doesNotExist();
            target.finish();
            assertThat(target.where()).isEqualTo(file + " (0.0 kB)");
        }

        assertThat(file).hasContent("a\n");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void nothingIsLeftOfOneThatDidNotFinish() {
        try (Target target = Target.file(folder.resolve("candles.csv"), Existing.REFUSED)) {
            target.line("a");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void replacesOnlyWhatItMay() throws IOException {
        Path file = Files.writeString(folder.resolve("candles.csv"), "old");

        assertThatThrownBy(() -> Target.file(file, Existing.REFUSED))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot write " + file + ": it is there already (--force replaces it)");
        try (Target target = Target.file(file, Existing.REPLACED)) {
            target.line("new");
            target.finish();
        }
        assertThat(file).hasContent("new\n");
    }

    @Test
    void keepsWhatCameMeanwhile() throws IOException {
        Path file = folder.resolve("candles.csv");
        try (Target target = Target.file(file, Existing.REFUSED)) {
            Files.writeString(file, "theirs");

            assertThatThrownBy(target::finish).hasMessageContaining("it is there already");
        }
        assertThat(file).hasContent("theirs");
    }

    /** As exFAT, FAT, SMB and sshfs answer; a system of which Java knows that says so by the other one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesWithoutLinksWhereThereAreNone(boolean known) throws IOException {
        Path part = Files.writeString(folder.resolve(".candles.csv.part"), "new");
        Path whole = folder.resolve("candles.csv");
        Target.Linking none = (link, file) -> {
            if (known) {
                throw new UnsupportedOperationException();
            }
            throw new FileSystemException(link.toString(), file.toString(), "Operation not permitted");
        };

        Target.publish(part, whole, none);
        assertThat(whole).hasContent("new");

        Path later = Files.writeString(part, "later");
        assertThatThrownBy(() -> Target.publish(later, whole, none)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(whole).hasContent("new");
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Target.file(folder.resolve("no/candles.csv"), Existing.REFUSED))
                .hasMessage("Cannot write into " + folder.resolve("no") + ": no such folder (--output)");
        assertThatThrownBy(() -> Target.file(folder, Existing.REFUSED)).hasMessageContaining("it is a folder");
    }
}
