package io.candlestream.consumer.row;

/** Leads from a field that cannot be used to the {@link Decoded.Rejected} of its record; carries no stack trace. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_CHARACTERS = 40;

    private final Reason reason;

    public RefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The refusal of one field's value, which is cut to a length that fits into a line. */
    public static RefusedException of(Reason reason, String field, String value, String problem) {
        String shown = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "...";
        return new RefusedException(reason, field + " = '" + shown + "' " + problem);
    }

    public Reason reason() {
        return reason;
    }
}
