package io.candlestream.history;

import java.io.IOException;
import java.time.Duration;

/** The exchange did not answer a REST request as it should; the message is one line. */
public final class RestException extends IOException {
    private static final long serialVersionUID = 1L;

    static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final Duration rest;

    RestException(String message, int status) {
        this(message, status, Duration.ZERO);
    }

    /** @param rest how long nobody may ask */
    RestException(String message, int status, Duration rest) {
        super(message);
        this.status = status;
        this.rest = rest;
    }

    RestException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.rest = Duration.ZERO;
    }

    /** The HTTP status of the answer, 0 when there was none, 200 when it was not one to this request. */
    public int status() {
        return status;
    }

    /** How long the exchange asks to be left alone, zero when it does not. */
    public Duration rest() {
        return rest;
    }

    /**
     * Whether the same request may succeed later: nobody answered, or not with what was asked for, or the exchange has
     * trouble of its own, or it refuses requests.
     */
    public boolean passing() {
        return status == 0 || status == OK || status >= 500 || !rest.isZero();
    }

    /** Whether the exchange refuses this request for what it asks, such as a symbol that is not traded: another one may succeed. */
    public boolean refusesRequest() {
        return status == BAD_REQUEST;
    }
}
