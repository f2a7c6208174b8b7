package io.candlestream.settings;

/**
 * The fate "stop": the program cannot go on. The message is one line that names what failed, where, why, and the way
 * out; it never holds a secret.
 */
public final class StopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StopException(String message) {
        super(Secrets.withoutLogins(message));
    }

    public StopException(String message, Throwable cause) {
        super(Secrets.withoutLogins(message), cause);
    }
}
