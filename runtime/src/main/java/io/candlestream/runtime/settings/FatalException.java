package io.candlestream.runtime.settings;

/**
 * The fate "stop": the program cannot go on. The message is one line that names what failed, where, why, and the way
 * out; it never holds a secret.
 */
public final class FatalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FatalException(String message) {
        super(Secrets.withoutLogins(message));
    }

    public FatalException(String message, Throwable cause) {
        super(Secrets.withoutLogins(message), cause);
    }
}
