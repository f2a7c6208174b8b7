package io.candlestream.dashboard.chart;

/** The table cannot be read now and may be again later; the message says so in one line. */
public final class TableUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TableUnavailableException(String message) {
        super(message);
    }

    public TableUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
