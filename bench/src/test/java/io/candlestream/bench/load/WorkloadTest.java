package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void partsSideBySideMakeTheWhole() {
        List<String> parts = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new Workload(1, 10, new LoadShare(number, 3), 30, Workload.FROM))
                .flatMap(part -> part.walks().stream())
                .map(AssetWalk::symbol)
                .sorted()
                .toList();

        assertThat(parts)
                .isEqualTo(Workload.closedCandles(10).walks().stream()
                        .map(AssetWalk::symbol)
                        .toList());
    }

    @Test
    void countsWholeCandlesOnly() {
        assertThat(Workload.updated(500, 30).wholeCandles(100_000)).isEqualTo(90_000);
        assertThat(Workload.updated(500, 30).wholeCandles(10)).isEqualTo(15_000);
    }

    @Test
    void refusesWhatIsNoPart() {
        assertThat(LoadShare.parse("2/3")).isEqualTo(new LoadShare(2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("4/3"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("0/3"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("half"));
    }
}
