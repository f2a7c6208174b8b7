package io.candlestream.producer.kline;

/** Kline messages for tests, in the exchange's own key order, to be bent by {@link String#replace}. */
public final class KlineText {
    /** An open BTCUSDT candle of one minute with 31 trades, raw. */
    public static final String RAW =
            "{\"e\":\"kline\",\"E\":1700000002502,\"s\":\"BTCUSDT\",\"k\":{\"t\":1699999980000,"
                    + "\"T\":1700000039999,\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":100,\"L\":130,\"o\":\"30000.10000000\","
                    + "\"c\":\"30000.20000000\",\"h\":\"30001.00000000\",\"l\":\"29999.00000000\",\"v\":\"1.50000000\",\"n\":31,"
                    + "\"x\":false,\"q\":\"45000.75000000\",\"V\":\"0.70000000\",\"Q\":\"21000.35000000\",\"B\":\"0\"}}";

    private KlineText() {}

    /** {@link #RAW} in the wrapper of the combined stream. */
    public static String wrapped() {
        return "{\"stream\":\"btcusdt@kline_1m\",\"data\":" + RAW + "}";
    }
}
