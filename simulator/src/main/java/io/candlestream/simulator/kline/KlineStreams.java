package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.Update;
import java.util.concurrent.TimeUnit;

/** What all klines have in common, however they are made and whatever REST knows of them. */
interface KlineStreams extends SimulatedChannel<Update> {
    @Override
    default void write(Update update, TimeUnit unit, StringBuilder text) {
        KlineFrame.event(update, unit, text);
    }

    @Override
    default boolean closes(Update update) {
        return update.closed();
    }

    /** No candle is over before its closing update has been sent. */
    @Override
    default long saidUntil(Update next) {
        return next.earliestClose();
    }
}
