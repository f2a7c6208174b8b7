package io.candlestream.tools.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EqualWitnessTest {
    private static final List<Number> ONES = Collections.nCopies(8, 1.0);

    @Test
    void saysNothingOfAMonthWithoutAFile() {
        WitnessReport report = report(
                days("2024-01-30", "2024-01-31", "2024-03-01"),
                days("2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02", "2024-03-01"));

        assertThat(report.equal()).isTrue();
        assertThat(report.witnesses())
                .containsExactly(new WitnessReport.Testimony("archive = table", "bitcoin", 3, 0, 2));
        assertThat(report.gaps()).singleElement().asString().contains("2024-02-01T00:00:00Z to 2024-02-03");
    }

    @Test
    void namesWhatIsMissingInAMonthThatHasOne() {
        WitnessReport report =
                report(days("2024-01-30", "2024-02-02"), days("2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02"));

        assertThat(report.differences())
                .extracting(Disagreement::toString)
                .containsExactly(
                        "differs  archive = table  bitcoin  2024-01-31T00:00:00Z  candle is there by table, absent by archive",
                        "differs  archive = table  bitcoin  2024-02-01T00:00:00Z  candle is there by table, absent by archive");
    }

    private static List<ToldCandle> days(String... days) {
        return Stream.of(days)
                .map(day -> new ToldCandle(Instant.parse(day + "T00:00:00Z").toEpochMilli(), ONES, 1, 1, 1))
                .toList();
    }

    private static WitnessReport report(List<ToldCandle> archive, List<ToldCandle> table) {
        Testimonies said = new Testimonies();
        EqualWitness.run(archive.iterator(), table.iterator(), said.pair("archive = table", "bitcoin", Interval.DAY_1));
        return said.report();
    }
}
