package io.candlestream.sink.postgres;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/**
 * Two tasks of the sink write newer and newer rows of the same keys at the same moments, the groups of one in the opposite order of the
 * other's. Ends at the first write that has to be tried again. Arguments: URL, user, password, table, how often.
 */
public final class OppositeOrder {
    private static final int ASSETS = 60;
    private static final int MINUTES = 4;
    private static final long FIRST = Instant.parse("2024-08-08T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private OppositeOrder() {}

    public static void main(String[] arguments) throws Exception {
        PostgresAddress address =
                new PostgresAddress(arguments[0], Map.of("user", arguments[1], "password", arguments[2]));
        RowLayout<KlineRow> layout =
                new KlineStream(Schema.create(Schema.Type.NULL), Interval.MINUTE_1, 1, arguments[3]).layout();
        int times = Integer.parseInt(arguments[4]);
        AtomicInteger retried = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService tasks = Executors.newFixedThreadPool(2);
        List<Future<Integer>> ends = new ArrayList<>();
        for (boolean backwards : List.of(false, true)) {
            PostgresWriter<KlineRow> writer = new PostgresWriter<>(
                    () -> address,
                    new Upsert<>(TableName.of("assets", layout), layout),
                    Optional.empty(),
                    DEADLINE,
                    retried::incrementAndGet);
            Callable<Integer> task = () -> {
                int written = 0;
                while (written < times && retried.get() == 0) {
                    start.await();
                    writer.write(rows(2 * written + (backwards ? 1 : 0), backwards));
                    written++;
                    start.await();
                }
                return written;
            };
            ends.add(tasks.submit(task));
        }
        int least = Math.min(ends.get(0).get(), ends.get(1).get());
        tasks.shutdown();
        System.out.println("written " + least + " retried " + retried.get());
    }

    private static List<List<KlineRow>> rows(int version, boolean backwards) {
        List<List<KlineRow>> groups = new ArrayList<>();
        for (int asset = 0; asset < ASSETS; asset++) {
            List<KlineRow> group = new ArrayList<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                group.add(row("asset-" + asset, FIRST + minute * MINUTE, version));
            }
            groups.add(group);
        }
        if (backwards) {
            Collections.reverse(groups);
        }
        return groups;
    }

    private static KlineRow row(String asset, long open, int version) {
        return new KlineRow(
                new UUID(asset.hashCode(), open),
                asset,
                1,
                1,
                1,
                1,
                version,
                1,
                1,
                false,
                open,
                open + MINUTE - 1,
                open,
                open,
                asset,
                "1m",
                OptionalLong.of(open + version),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "socket",
                ExactNumbers.NONE);
    }
}
