package io.candlestream.bench.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.producer.kline.Kline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int COUNT = 20_000;

    private final Frames frames = Frames.made(BenchStream.KLINES, COUNT);

    @Test
    void areTheSameEveryTime() {
        assertThat(Frames.made(BenchStream.KLINES, COUNT)).isEqualTo(frames);
    }

    @Test
    void areKlinesOfTheSymbolsInTheOrderOfTheirTimes() {
        ReadKlines reader = new ReadKlines(frames.symbols());
        Set<String> symbols = new HashSet<>(frames.symbols());

        List<Kline> klines = frames.texts().stream().map(reader::read).toList();

        assertThat(klines).hasSize(COUNT).allMatch(kline -> symbols.contains(kline.symbol()));
        assertThat(klines).extracting(Kline::eventTime).isSorted();
        assertThat(klines).extracting(Kline::closed).contains(true, false);
    }
}
