package io.candlestream.consumer.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConsoleSinkTest {
    private record Price(String partition, long clustering, double price) implements Row {
        @Override
        public long version() {
            return 0;
        }
    }

    private static final RowLayout<Price> LAYOUT = new RowLayout<>(
            "prices",
            "prices",
            List.of(
                    new OfText<>("name", Price::partition),
                    new OfTime<>("time", Price::clustering),
                    new OfDouble<>("price", Price::price),
                    new OfOptionalTime<>("closed", price -> OptionalLong.empty())),
            List.of("name"),
            "time",
            List.of("name", "price", "time", "closed"));

    private final ConsoleSink sink = new ConsoleSink("console", 2);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void showsTheNewestRowsOfAllTasks() throws InterruptedException {
        List<SinkResult> results = new ArrayList<>();
        results.addAll(written(new Price("bitcoin", 0, 1), new Price("bitcoin", 60_000, 2)));
        results.addAll(written(new Price("ethereum", 120_000, 3)));

        sink.print(new PrintStream(out, true, StandardCharsets.UTF_8), results);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "name      price  time                  closed",
                        "ethereum  3.0    1970-01-01T00:02:00Z",
                        "bitcoin   2.0    1970-01-01T00:01:00Z",
                        "");
    }

    @Test
    void showsNothingOfABatchWithoutRows() throws InterruptedException {
        assertThat(written()).isEmpty();
    }

    private List<SinkResult> written(Price... rows) throws InterruptedException {
        try (SinkWriter<Price> writer = sink.open(LAYOUT, () -> {})) {
            writer.write(rows.length == 0 ? List.of() : List.of(List.of(rows)));
            return writer.result().stream().toList();
        }
    }
}
