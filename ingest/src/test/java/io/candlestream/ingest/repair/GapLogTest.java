package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapLogTest {
    private final GapRecords records = new GapRecords("trade");
    private final GapLog log = new GapLog(records);

    /** It would be fetched again at every start. */
    @Test
    void whatWasMissingBetweenTwoTimesIsOpenNoMoreOnceItsNumbersAre() {
        take(GapReport.found(loss(100, 5)));
        assertThat(log.in(State.OPEN)).containsExactly(loss(100, 5));

        take(GapReport.found(numbered(100)));
        assertThat(log.in(State.OPEN)).containsExactly(numbered(100));

        take(new GapReport(numbered(100), State.HEALED, 6));
        assertThat(log.in(State.OPEN)).isEmpty();
        assertThat(log.missingOf("ABC")).isEmpty();
    }

    @Test
    void aLaterLossFromTheSameTimeOnIsOpen() {
        take(GapReport.found(numbered(100)));
        take(GapReport.found(loss(100, 6)));

        assertThat(log.in(State.OPEN)).isEqualTo(List.of(loss(100, 6), numbered(100)));
    }

    private void take(GapReport report) {
        log.take(records.encode(report, 0).value(), 0);
    }

    private static Gap loss(long from, long foundAt) {
        return new Gap("ABC", from, 200, Cause.LOSS, foundAt);
    }

    private static Gap numbered(long fromTime) {
        return new Gap("ABC", 1_041, 1_057, Optional.of(new Times(fromTime, 200)), Cause.LOSS, 5);
    }
}
