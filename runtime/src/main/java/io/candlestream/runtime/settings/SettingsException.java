package io.candlestream.runtime.settings;

/** A setting that is refused at start; the message names its path, its origin and the reason, in one line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(Secrets.withoutLogins(message));
    }

    public SettingsException(String message, Throwable cause) {
        super(Secrets.withoutLogins(message), cause);
    }
}
