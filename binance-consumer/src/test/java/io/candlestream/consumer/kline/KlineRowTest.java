package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KlineRowTest {
    private static final KlineRecord CLOSED = KlineRecord.good()
            .with("interval", "15m")
            .with("timestamp", "2020-02-19T11:30:00Z")
            .with("close_time", "2020-02-19T11:44:59.999Z")
            .with("is_closed", "true");
    private static final KlineRecord CUT = CLOSED.with("close_time", "2020-02-19T11:35:32.286Z");

    /** History tells the early close, the socket the one of the grid. */
    @Test
    void ofACandleThatAHaltCutHistoryIsNewerThanTheSocket() {
        List<Long> versions = Stream.of(
                        CLOSED.with("event_time", "2020-02-19T11:35:30Z").with("is_closed", "false"),
                        CLOSED.with("event_time", "2020-02-19T11:45:00.100Z"),
                        CUT.with("event_time", "2020-02-19T11:35:32.286Z").with("source", "rest"),
                        CUT.with("event_time", "2020-02-19T11:46:00Z").with("source", "rest"),
                        CUT.with("event_time", "2020-02-20T03:00:00Z").with("source", "archive"))
                .map(KlineRowTest::version)
                .toList();

        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    private static long version(KlineRecord record) {
        return ((Accepted<KlineRow>)
                        new KlineDecoder(KlineRecord.SCHEMA, Interval.MINUTE_15, 1024).decode(record.bytes(), 0))
                .row()
                .version();
    }
}
