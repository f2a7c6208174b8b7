package io.candlestream.runtime.retry;

import java.time.Duration;
import java.util.Optional;

/** A server is not there yet: another attempt may find it. The message is one line with the way out. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    public UnavailableException(String reason) {
        super(reason);
        this.retryAfter = Optional.empty();
    }

    public UnavailableException(String reason, Throwable cause) {
        this(reason, Duration.ZERO, cause);
    }

    /** @param retryAfter how long the server asks not to be called, zero when it does not */
    public UnavailableException(String reason, Duration retryAfter, Throwable cause) {
        super(reason, cause);
        this.retryAfter = Optional.of(retryAfter).filter(time -> !time.isZero());
    }

    /** How long the server asks not to be called. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
