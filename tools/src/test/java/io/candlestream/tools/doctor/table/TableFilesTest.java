package io.candlestream.tools.doctor.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableFilesTest {
    private static final OptionalInt A_DAY = OptionalInt.of(1);

    @Test
    void isContentWithATableOfAYear() {
        assertThat(judged(364, OptionalInt.empty(), A_DAY))
                .isEqualTo(CheckResult.ok(
                        "files", "k.t lies in at most 365 files of finished windows, in windows of 1 day"));
    }

    @Test
    void warnsOfATableOfYearsByItsTimes() {
        CheckResult found = judged(1826, OptionalInt.empty(), A_DAY);

        assertThat(found.mark()).isEqualTo(Mark.WARN);
        assertThat(found.found())
                .startsWith("k.t lies in at most 1,827 files of finished windows, in windows of 1 day: ");
        assertThat(found.wayOut())
                .contains("CANDLESTREAM_TOOLS_CANDLES_WINDOW=\"30 days\"", "'compaction_window_size': '30'");
    }

    @Test
    void believesTheNodeMoreThanTheTimes() {
        assertThat(judged(1826, OptionalInt.of(61), A_DAY).found())
                .isEqualTo("k.t lies in 61 files, in windows of 1 day");
        assertThat(judged(3, OptionalInt.of(401), OptionalInt.empty()).found()).startsWith("k.t lies in 401 files: ");
        assertThat(judged(1826, OptionalInt.empty(), OptionalInt.empty()))
                .isEqualTo(CheckResult.ok(
                        "files", "k.t lies in an unknown number of files, without CANDLESTREAM_HISTORY_JMX_PORT"));
        assertThat(judged(1826, OptionalInt.empty(), OptionalInt.of(30)).mark()).isEqualTo(Mark.OK);
    }

    @Test
    void warnsOfOtherWindowsThanTheSettingsSayAndOfASilentNode() {
        assertThat(new TableFiles(3, OptionalInt.empty(), Optional.empty()).judge("k.t", A_DAY, Optional.of(30)))
                .isEqualTo(new CheckResult(
                        "files",
                        Mark.WARN,
                        "k.t is not compacted in windows of 30 days as the settings say",
                        "./candlestream prepare"));
        assertThat(new TableFiles(3, OptionalInt.empty(), Optional.of("nobody")).judge("k.t", A_DAY, Optional.of(1)))
                .isEqualTo(new CheckResult("files", Mark.WARN, "nobody", ""));
    }

    private static CheckResult judged(long days, OptionalInt counted, OptionalInt window) {
        return new TableFiles(days, counted, Optional.empty()).judge("k.t", window, Optional.empty());
    }
}
