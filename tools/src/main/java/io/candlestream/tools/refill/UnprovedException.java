package io.candlestream.tools.refill;

/** The stored trades do not prove that they are all of a window; the message says which is missing. */
final class UnprovedException extends Exception {
    private static final long serialVersionUID = 1;

    UnprovedException(String message) {
        super(message);
    }
}
