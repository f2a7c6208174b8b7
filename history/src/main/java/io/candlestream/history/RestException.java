package io.candlestream.history;

import java.io.IOException;

/** The exchange did not answer a REST request as it should; the message is one line. */
public final class RestException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RestException(String message, int status) {
        super(message);
        this.status = status;
    }

    RestException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status of the answer, 0 when there was none. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed later: nobody answered, or the exchange has trouble of its own. */
    public boolean passing() {
        return status == 0 || status >= 500;
    }
}
