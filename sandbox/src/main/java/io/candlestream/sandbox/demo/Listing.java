package io.candlestream.sandbox.demo;

import io.candlestream.simulator.market.SeededMarket;
import java.util.List;

/** The pairs that the made-up market trades: large ones of the real exchange. */
final class Listing {
    static final List<String> SYMBOLS = SeededMarket.LISTED;

    private Listing() {}
}
