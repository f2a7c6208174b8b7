package io.candlestream.consumer.stream;

/** Leads from a field that cannot be used to the {@link Decoded.Rejected} of its record; carries no stack trace. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_CHARACTERS = 40;

    private final RejectReason reason;

    public RejectedException(RejectReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The refusal of one field's value, which is cut to a length that fits into a line. */
    public static RejectedException of(RejectReason reason, String field, String value, String problem) {
        String shown = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "...";
        return new RejectedException(reason, field + " = '" + shown + "' " + problem);
    }

    public RejectReason reason() {
        return reason;
    }
}
