package io.candlestream.producer.kline;

import static io.candlestream.producer.kline.MinuteKlines.MINUTE;
import static io.candlestream.producer.kline.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.runtime.Seed;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever the way from the exchange does to the updates: once the gaps are healed, every closed candle is known. */
class KlineContinuityPropertyTest {
    private static final int CANDLES = 200;
    private static final long GRACE = 5_000;
    private static final long LONGEST_DELAY = 4_000;

    private final Seed seed = Seed.next();
    private final Random random = seed.random();
    private final KlineContinuity continuity = new KlineContinuity(MinuteKlines.SYMBOL, Interval.MINUTE_1);
    private final TreeSet<Long> known = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();

    @RepeatedTest(200)
    void everyClosedCandleIsKnownInTheEnd() {
        List<Arrival> arrivals = arrivals(0.3);
        play(arrivals);
        long first = arrivals.get(0).kline().openTime();
        for (int candle = 0; candle < CANDLES; candle++) {
            if (openTime(candle) >= first) {
                assertThat(known)
                        .as("%s, candle %d of gaps %s", seed, candle, gaps)
                        .contains(openTime(candle));
            }
        }
    }

    @RepeatedTest(200)
    void nothingIsAskedForThatCameLateTwiceOrInDisorder() {
        play(arrivals(0));
        assertThat(gaps).as("%s", seed).isEmpty();
    }

    /** An update and when it arrives, which is after the exchange's event by the delay of the way. */
    private record Arrival(long at, Kline kline) {}

    private List<Arrival> arrivals(double loss) {
        List<Arrival> arrivals = new ArrayList<>();
        long tradeId = random.nextInt(1000);
        int outageUntil = -1;
        for (int candle = 0; candle < CANDLES; candle++) {
            if (loss > 0 && random.nextInt(40) == 0) {
                outageUntil = candle + random.nextInt(10);
            }
            int trades = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(50);
            int updates = random.nextInt(3);
            for (int i = 0; i <= updates; i++) {
                boolean last = i == updates;
                long event = last ? openTime(candle + 1) + 1 : openTime(candle) + (i + 1) * 10_000L;
                Kline kline =
                        MinuteKlines.update(candle, event, tradeId, last ? trades : Math.min(i + 1, trades), last);
                for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
                    if (candle > outageUntil && random.nextDouble() >= loss) {
                        arrivals.add(new Arrival(event + random.nextLong(LONGEST_DELAY), kline));
                    }
                }
            }
            tradeId += trades;
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals;
    }

    private void play(List<Arrival> arrivals) {
        long now = openTime(0);
        for (Arrival arrival : arrivals) {
            while (now + 2_500 < arrival.at()) {
                now += 2_500;
                look(now);
            }
            now = arrival.at();
            if (random.nextInt(50) == 0) {
                continuity.interrupt();
            }
            continuity.take(arrival.kline(), nanos(now));
            if (arrival.kline().closed()) {
                known.add(arrival.kline().openTime());
            }
        }
        for (long end = openTime(CANDLES) + 4 * GRACE; now < end; now += 2_500) {
            look(now);
        }
    }

    private void look(long now) {
        for (Gap gap : continuity.overdue(nanos(now - GRACE), now)) {
            gaps.add(gap);
            for (long open = gap.from(); open < gap.to(); open += MINUTE) {
                known.add(open);
            }
        }
        continuity.expect(now, nanos(now));
    }

    private static long nanos(long milli) {
        return Duration.ofMillis(milli).toNanos();
    }
}
