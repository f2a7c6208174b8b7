package io.candlestream.simulator.channel;

/** A request that the exchange refuses, with one of its codes; on the socket and by REST. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    public RefusedException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Source: binance-spot-api-docs, errors.md, for REST; web-socket-streams.md, "Error Messages", for the socket. */
    public int code() {
        return code;
    }
}
