package io.candlestream.ingest.connection;

import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.ingest.metrics.ProducerMetrics;

/**
 * What every message of one connection goes through: counted, read, and its events handed on to their streams. One message
 * at a time, also while a new socket overlaps with the one it replaces.
 */
public final class FrameHandler {
    private final VenueProtocol protocol;
    private final ProducerMetrics metrics;
    private final Rejections rejections;
    private final EventRouter router;

    public FrameHandler(SubscriptionPlan plan, VenueProtocol protocol, ProducerMetrics metrics) {
        this.protocol = protocol;
        this.metrics = metrics;
        this.rejections = new Rejections(plan.number(), metrics);
        this.router = new EventRouter(plan.streams(), rejections);
    }

    /** Takes a message; returns what it turned out to be, for the connection to act on. */
    public synchronized Frame take(String text) {
        metrics.received();
        try {
            Frame frame = protocol.read(text, router);
            if (frame instanceof Frame.Answer) {
                router.resumed();
            }
            return frame;
        } catch (RejectedException e) {
            rejections.reject(e.reason(), e.getMessage());
            return Frame.REJECTED;
        }
    }

    /** Messages were lost: the connection had to be replaced after its end. */
    void interrupted() {
        router.interrupted();
    }

    synchronized void unasked(String detail) {
        rejections.reject(RejectCause.UNEXPECTED, detail);
    }

    synchronized void unreadable(RejectCause cause, String detail) {
        metrics.received();
        rejections.reject(cause, detail);
    }
}
