package io.candlestream.producer.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recorded messages go through the same parser as live ones. */
class RecordedFramesTest {
    private static final Path FRAMES =
            Path.of(System.getProperty("candlestream.home"), "../shared/data/frames/binance-frames.jsonl");

    private static final Pattern SYMBOL = Pattern.compile("\\\\?\"s\\\\?\":\\\\?\"([^\"\\\\]+)");

    private final List<ReadMessages.Read> messages = new ArrayList<>();

    @BeforeEach
    void parseRecording() throws IOException {
        assumeTrue(Files.exists(FRAMES), "no recorded messages at " + FRAMES);
        List<String> lines = Files.readAllLines(FRAMES);
        Set<String> symbols = SYMBOL.matcher(String.join("", lines))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        ReadMessages reader = new ReadMessages(1 << 20, TestKlines.strict(), symbols);
        for (String line : lines) {
            messages.add(reader.read(raw(line)));
        }
    }

    @Test
    void readsEveryRecordedKline() {
        List<Kline> klines =
                messages.stream().flatMap(read -> read.klines().stream()).toList();
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
        assertThat(messages)
                .extracting(ReadMessages.Read::frame)
                .filteredOn(Frame.Refusal.class::isInstance)
                .containsExactly(new Frame.Refusal("19", 4, "Too many subscriptions"));
        assertThat(messages)
                .filteredOn(read -> read.frame() == Frame.REJECTED)
                .hasSize(messages.size() - 13)
                .allSatisfy(read -> assertThat(read.causes()).containsExactly(RejectCause.UNEXPECTED));
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
