package io.candlestream.bench.frames;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program: sends messages through the producer's path to the broker, as fast as one connection can, and prints how long
 * that took. How many is the argument or {@code BENCH_FRAMES}, of which stream says {@code BENCH_STREAM}.
 */
public final class FrameRace {
    private static final int FRAMES = 3_000_000;

    /** So many are held in memory, and are sent again as the messages of a further connection. */
    private static final int MADE = 100_000;

    private FrameRace() {}

    public static void main(String[] args) {
        System.exit(Program.run(FrameRace.class, () -> {
            int count = count(args);
            Duration time = run(count);
            System.out.printf(Locale.ROOT, "BENCH rows=%d seconds=%.3f%n", count, time.toNanos() / 1e9);
            return Program.OK;
        }));
    }

    private static int count(String[] args) {
        return Stream.concat(Arrays.stream(args), Optional.ofNullable(System.getenv("BENCH_FRAMES")).stream())
                .findFirst()
                .map(FrameRace::number)
                .orElse(FRAMES);
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new SettingsException("Cannot send '" + text + "' frames: a number below a billion is needed");
        }
        return Integer.parseInt(text);
    }

    private static Duration run(int count) {
        BenchStream stream = BenchStream.of(System.getenv().getOrDefault("BENCH_STREAM", BenchStream.KLINES.name()));
        Frames frames = Frames.made(stream, Math.min(count, MADE));
        try (ProducerPath path = new ProducerPath(stream, frames.symbols())) {
            path.start();
            long start = System.nanoTime();
            for (int sent = 0; sent < count; sent += MADE) {
                send(frames, Math.min(MADE, count - sent), path.connection());
            }
            path.finish();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static void send(Frames frames, int count, FrameHandler handler) {
        for (int i = 0; i < count; i++) {
            Frame frame = handler.take(frames.texts().get(i));
            if (frame != Frame.EVENTS) {
                throw new FatalException("Cannot race: the producer takes a message for no event: " + frame);
            }
        }
    }
}
