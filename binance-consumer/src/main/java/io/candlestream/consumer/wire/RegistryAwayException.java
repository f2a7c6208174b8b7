package io.candlestream.consumer.wire;

/** The schema registry gave no answer: what needed it is tried again, like any outage. */
public final class RegistryAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegistryAwayException(String message) {
        super(message);
    }
}
