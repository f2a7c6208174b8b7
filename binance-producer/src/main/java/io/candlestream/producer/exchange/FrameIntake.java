package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.FrameParser;
import io.candlestream.producer.frame.Kline;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every message of one connection goes through: parsed, counted, and handed on when it is a kline that was asked for.
 * One message at a time, also while a new socket overlaps with the one it replaces.
 */
public final class FrameIntake {
    private static final Logger log = LoggerFactory.getLogger(FrameIntake.class);

    private final StreamPlan plan;
    private final FrameParser parser;
    private final KlineSink sink;
    private final ProducerMetrics metrics;
    private final Set<Cause> reported = EnumSet.noneOf(Cause.class);

    public FrameIntake(StreamPlan plan, FrameParser parser, KlineSink sink, ProducerMetrics metrics) {
        this.plan = plan;
        this.parser = parser;
        this.sink = sink;
        this.metrics = metrics;
    }

    /** Takes a message; returns what it turned out to be, for the connection to act on. */
    public synchronized Frame take(String text) {
        metrics.received();
        Frame frame = parser.parse(text);
        if (frame instanceof Kline kline) {
            takeKline(kline);
        } else if (frame instanceof Frame.Rejected rejected) {
            reject(rejected.cause(), rejected.detail());
        }
        return frame;
    }

    /** Messages were lost: the connection had to be replaced after its end. */
    void interrupted() {
        sink.interrupted();
    }

    /** Counts a message that never became text. */
    synchronized void unreadable(Cause cause, String detail) {
        metrics.received();
        reject(cause, detail);
    }

    private void takeKline(Kline kline) {
        if (plan.carries(kline)) {
            sink.take(kline);
        } else {
            reject(Cause.NOT_SUBSCRIBED, kline.symbol() + " " + kline.interval().code());
        }
    }

    /** Shows the first message of each cause only, so that a flood of them does not fill the log. */
    private void reject(Cause cause, String detail) {
        metrics.rejected(cause);
        if (reported.add(cause)) {
            log.warn(
                    "connection {}: rejected a message ({}): {}; further ones are only counted",
                    plan.number(),
                    cause,
                    detail);
        }
    }
}
