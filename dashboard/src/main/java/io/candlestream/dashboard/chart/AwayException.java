package io.candlestream.dashboard.chart;

/** The table cannot be read now and may be again later; the message says so in one line. */
public final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AwayException(String message) {
        super(message);
    }

    public AwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
