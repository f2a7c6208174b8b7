package io.candlestream.consumer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.sink.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordsToComeTest {
    private static final SourcePartition SOURCE = new SourcePartition("data.prices", 3);

    private final List<String> saved = new ArrayList<>();
    private final RecordsToCome records = new RecordsToCome(Optional.empty(), saved::add);

    @Test
    void areKeptFromOneStartToTheNext() {
        records.add(List.of(at(70, 1_000, 9_000), at(20, 900, 8_000)));
        records.add(List.of(at(70, 1_000, 9_000)));

        assertThat(saved).as("a batch that comes again changes nothing").hasSize(1);
        assertThat(new RecordsToCome(Optional.of(saved.get(0)), text -> {}).offsets())
                .isEqualTo(Map.of(SOURCE, List.of(20L, 70L)));
    }

    @Test
    void areForgottenWhenTheirWindowsAreOver() {
        records.add(List.of(at(20, 900, 8_000)));
        records.add(List.of(at(70, 8_001, 9_000)));

        assertThat(records.offsets()).isEqualTo(Map.of(SOURCE, List.of(70L)));
    }

    @Test
    void areFewWhateverAClockSays() {
        records.add(IntStream.range(0, 5_000).mapToObj(i -> at(i, i, 100_000)).toList());

        assertThat(records.offsets().get(SOURCE)).hasSize(RecordsToCome.MOST);
    }

    @Test
    void aDamagedFileIsPassedOver() {
        assertThat(new RecordsToCome(Optional.of("data.prices 3\ndata.prices 3 20 900 8000"), text -> {}).offsets())
                .isEqualTo(Map.of(SOURCE, List.of(20L)));
    }

    private static ToCome at(long offset, long published, long until) {
        return new ToCome(SOURCE, offset, published, until);
    }
}
