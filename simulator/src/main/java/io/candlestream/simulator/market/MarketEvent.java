package io.candlestream.simulator.market;

/** Something that the exchange tells of one symbol at one moment. */
public interface MarketEvent {
    /** In the exchange's capitals. */
    String symbol();

    /** When the exchange says it, epoch milliseconds. */
    long eventTime();
}
