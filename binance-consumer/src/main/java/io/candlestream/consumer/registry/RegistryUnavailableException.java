package io.candlestream.consumer.registry;

/** The schema registry gave no answer: what needed it is tried again, like any outage. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
