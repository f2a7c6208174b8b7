package io.candlestream.ingest.connection;

import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.ProducerMetrics;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a connection cannot use, and shows the first message of each cause and of each unknown type only, so that a
 * flood of them does not fill the log.
 */
final class Rejections {
    private static final Logger log = LoggerFactory.getLogger(Rejections.class);

    /** More types than any venue has; a message that is all wrong could bring ever new ones. */
    private static final int MOST_TYPES = 100;

    private static final int LONGEST_TYPE = 40;

    private final int connection;
    private final ProducerMetrics metrics;
    private final Set<RejectCause> reported = EnumSet.noneOf(RejectCause.class);
    private final Set<String> types = new HashSet<>();

    /** @param connection its number, for the log */
    Rejections(int connection, ProducerMetrics metrics) {
        this.connection = connection;
        this.metrics = metrics;
    }

    void reject(RejectCause cause, String detail) {
        metrics.rejected(cause);
        if (reported.add(cause)) {
            log.warn(
                    "connection {}: rejected a message ({}): {}; further ones are only counted",
                    connection,
                    cause,
                    detail);
        }
    }

    /** An event of a type that no stream of the connection has. */
    void unknown(String type) {
        metrics.rejected(RejectCause.UNEXPECTED);
        boolean known = types.contains(type);
        if (!known && (type.length() > LONGEST_TYPE || types.size() >= MOST_TYPES)) {
            metrics.unknownType(ProducerMetrics.OTHER_TYPES);
            return;
        }
        metrics.unknownType(type);
        if (types.add(type)) {
            log.warn(
                    "connection {}: rejected a message ({}): event '{}'; further ones are only counted",
                    connection,
                    RejectCause.UNEXPECTED,
                    type);
        }
    }
}
