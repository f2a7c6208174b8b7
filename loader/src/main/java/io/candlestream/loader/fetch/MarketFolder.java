package io.candlestream.loader.fetch;

/** Which of the archive's markets, by its folder there. */
public enum MarketFolder {
    SPOT("data/spot"),
    /** Futures that are margined in a stablecoin. */
    UM("data/futures/um"),
    /** Futures that are margined in a coin. */
    CM("data/futures/cm");

    private final String path;

    MarketFolder(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
