package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the gaps, whose key is the symbol and the time, as it is filled by reports of gaps that begin at one time. */
class GapRowsTest {
    private static final long T = 1_000;

    private final Map<String, GapReport> table = new TreeMap<>();
    private GapRows rows = new GapRows(this::write);

    private void write(GapReport report) {
        Gap gap = report.gap();
        table.merge(
                gap.symbol() + " " + gap.fromTime(),
                report,
                (known, other) -> other.isNewerThan(known) ? other : known);
    }

    @Test
    void twoHolesInOneMillisecondAreTwoRows() {
        rows.accept(GapReport.found(gap("ABC", 41, 46)));
        rows.accept(GapReport.found(gap("ABC", 50, 57)));
        rows.accept(GapReport.found(gap("DEF", 50, 57)));

        assertThat(table.keySet()).containsExactlyInAnyOrder("ABC 1000", "ABC 999", "DEF 1000");
        assertThat(table.get("ABC 999").gap().toTime()).isEqualTo(T + 1);
    }

    @Test
    void theHealingOfOneLeavesTheOtherOpen() {
        rows.accept(GapReport.found(gap("ABC", 41, 46)));
        rows.accept(GapReport.found(gap("ABC", 50, 57)));
        rows.accept(healed(gap("ABC", 50, 57)));

        assertThat(table.get("ABC 1000").gap()).isEqualTo(gap("ABC", 41, 46));
        assertThat(table.get("ABC 1000").state()).isEqualTo(State.OPEN);
        assertThat(table.get("ABC 999").state()).isEqualTo(State.HEALED);
    }

    @Test
    void aPartThatIsHealedDoesNotHideThePartBeforeIt() {
        rows.accept(GapReport.found(gap("ABC", 41, 57)));
        rows.accept(healed(gap("ABC", 46, 57)));
        rows.accept(GapReport.found(gap("ABC", 41, 46).foundAgain(9)));

        assertThat(table.get("ABC 1000").state()).isEqualTo(State.OPEN);
        assertThat(table.get("ABC 1000").gap().to()).isEqualTo(46);
        assertThat(table.get("ABC 999").state()).isEqualTo(State.HEALED);
    }

    @Test
    void aGapKeepsItsRowOverARestart() {
        rows.accept(GapReport.found(gap("ABC", 41, 46)));
        rows.accept(GapReport.found(gap("ABC", 50, 57)));
        List<GapReport> reported = List.copyOf(table.values());
        restart(reported);

        reported.forEach(report -> rows.accept(healed(report.gap())));

        assertThat(table).hasSize(2);
        assertThat(table.values()).extracting(GapReport::state).containsOnly(State.HEALED);
    }

    @Test
    void aRowThatAnEarlierVersionForgotIsThereAgain() {
        List<GapReport> both = List.of(GapReport.found(gap("ABC", 41, 46)), GapReport.found(gap("ABC", 50, 57)));
        both.forEach(this::write);
        assertThat(table).hasSize(1);
        restart(both);

        both.forEach(rows);

        assertThat(table.values()).extracting(report -> report.gap().from()).containsExactlyInAnyOrder(41L, 50L);
    }

    /** As the consumer asks from its newest trade on, at whose time an older gap begins. */
    @Test
    void whatIsAskedForByTimeTakesTheRowOfAnOlderGap() {
        Gap asked = new Gap("ABC", T, T + 500, Cause.LOSS, 20);
        Gap placed = new Gap("ABC", 50, 57, Optional.of(new Times(T, T + 500)), Cause.LOSS, 20);
        List<GapReport> reported = new ArrayList<>();
        GapRows first = new GapRows(reported::add);
        Stream.of(GapReport.found(gap("ABC", 41, 46)), healed(gap("ABC", 41, 46)), GapReport.found(asked))
                .forEach(first);
        first.accept(GapReport.found(placed));
        reported.forEach(this::write);
        restart(reported);

        rows.accept(new GapReport(placed, State.HEALED, 30));

        assertThat(table.values()).extracting(GapReport::state).containsOnly(State.HEALED);
        reported.addAll(table.values());
        assertThat(log(reported).in(State.OPEN)).isEmpty();
    }

    @Test
    void gapsBetweenTwoTimesKeepTheirPlaceInTheGrid() {
        Gap gap = new Gap("ABC", 60_000, 120_000, Cause.GRID, 7);
        rows.accept(GapReport.found(gap));
        rows.accept(healed(gap));

        assertThat(table).hasSize(1).containsEntry("ABC 60000", healed(gap));
    }

    private void restart(List<GapReport> reported) {
        rows = new GapRows(this::write);
        rows.know(log(reported));
    }

    private static GapLog log(List<GapReport> reported) {
        GapRecords records = new GapRecords("trade");
        GapLog past = new GapLog(records);
        reported.forEach(report -> past.take(records.encode(report, 0).value(), 0));
        return past;
    }

    private static GapReport healed(Gap gap) {
        return new GapReport(gap, State.HEALED, 8);
    }

    private static Gap gap(String symbol, long from, long to) {
        return new Gap(symbol, from, to, Optional.of(new Times(T, T + 1)), Cause.TRADE_IDS, 7);
    }
}
