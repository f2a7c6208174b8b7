package io.candlestream.tools.doctor.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FutureRowTest {
    @Test
    void namesAssetAndTimeAndHowToDeleteTheRow() {
        FutureRow row = new FutureRow("o'coin", Instant.parse("2200-01-01T00:00:00Z"), 7_258_118_460_000_000L);

        assertThat(FutureRow.judge(List.of(row), "assets.assets"))
                .isEqualTo(new CheckResult(
                        "rows",
                        Mark.FAIL,
                        "1 asset of assets.assets with a row from the future, such as o'coin at 2200-01-01T00:00:00Z",
                        "DELETE FROM assets.assets USING TIMESTAMP 7258118520000000 WHERE asset_name = 'o''coin'"
                                + " AND timestamp = '2200-01-01T00:00:00Z'; then ask the doctor again"));
    }

    @Test
    void isContentWithoutSuchRows() {
        assertThat(FutureRow.judge(List.of(), "assets.assets").mark()).isEqualTo(Mark.OK);
    }
}
