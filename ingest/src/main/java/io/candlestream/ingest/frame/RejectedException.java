package io.candlestream.ingest.frame;

/** A message, or an event of one, cannot be used; it is counted by its cause, and the stream goes on. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final RejectCause reason;

    /** @param detail for a person */
    public RejectedException(RejectCause reason, String detail) {
        // No stack trace: a flood of bad messages must not cost more than a flood of good ones.
        super(detail, null, false, false);
        this.reason = reason;
    }

    public RejectCause reason() {
        return reason;
    }
}
