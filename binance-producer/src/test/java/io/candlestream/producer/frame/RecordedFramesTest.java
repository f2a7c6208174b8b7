package io.candlestream.producer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recorded messages go through the same parser as live ones. */
class RecordedFramesTest {
    private static final Path FRAMES =
            Path.of(System.getProperty("candlestream.home"), "../shared/data/frames/binance-frames.jsonl");

    private final List<Frame> frames = new ArrayList<>();

    @BeforeEach
    void parseRecording() throws IOException {
        assumeTrue(Files.exists(FRAMES), "no recorded messages at " + FRAMES);
        FrameParser parser = new FrameParser(1 << 20);
        for (String line : Files.readAllLines(FRAMES)) {
            frames.add(parser.parse(raw(line)));
        }
    }

    @Test
    void readsEveryRecordedKline() {
        List<Kline> klines = only(Kline.class);
        assertThat(klines).hasSize(12);
        assertThat(klines).filteredOn(k -> k.trades() == 0).hasSize(4).allSatisfy(k -> assertThat(k.lastTradeId())
                .isEqualTo(-1));
        assertThat(klines).filteredOn(Kline::closed).hasSize(4);
        assertThat(klines).filteredOn(k -> k.interval() == Interval.SECOND_1).hasSize(1);
        assertThat(klines).filteredOn(k -> k.trades() > 0).allSatisfy(k -> assertThat(
                        k.lastTradeId() - k.firstTradeId() + 1)
                .isEqualTo(k.trades()));
    }

    @Test
    void rejectsEveryOtherRecordedMessageAsUnexpected() {
        assertThat(only(Frame.Refusal.class)).containsExactly(new Frame.Refusal("19", 4, "Too many subscriptions"));
        assertThat(only(Frame.Rejected.class)).hasSize(frames.size() - 13).allSatisfy(frame -> assertThat(frame.cause())
                .isEqualTo(Cause.UNEXPECTED));
    }

    private <T> List<T> only(Class<T> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String raw(String line) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (!"raw".equals(json.nextFieldName())) {
                json.nextToken();
            }
            return json.nextTextValue();
        }
    }
}
