package io.candlestream.certify;

import io.candlestream.history.Candle;
import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Hands over what the exchange, or a file of it, tells, as a store hands over its rows, and in the same order: so they have the same hashes. */
final class WitnessedRows {
    private final RowTaker taker;
    private final CandleRow candle = new CandleRow();
    private final EventRow event = new EventRow();

    WitnessedRows(RowTaker taker) {
        this.taker = taker;
    }

    void candles(Iterator<Candle> told) {
        told.forEachRemaining(one -> {
            String[] texts = {
                one.open(),
                one.high(),
                one.low(),
                one.close(),
                one.volume(),
                one.quoteVolume(),
                one.takerBuyVolume(),
                one.takerBuyQuoteVolume()
            };
            for (int i = 0; i < texts.length; i++) {
                candle.numbers[i] = Double.parseDouble(texts[i]);
            }
            candle.set(one.openTime(), one.closeTime(), one.trades(), CandleRow.ABSENT, CandleRow.ABSENT);
            taker.candle(candle);
        });
    }

    void trades(Iterator<PastTrade> told) {
        new ByHour<>(told).forEachRemaining(one -> {
            BigDecimal price = new BigDecimal(one.price());
            BigDecimal quantity = new BigDecimal(one.quantity());
            BigDecimal[] numbers = {price, quantity, price.multiply(quantity)};
            event.trade(one.id(), one.time(), numbers, one.buyerMaker());
            taker.event(event);
        });
    }

    void aggregates(Iterator<PastAggTrade> told) {
        new ByHour<>(told).forEachRemaining(one -> {
            BigDecimal[] numbers = {new BigDecimal(one.price()), new BigDecimal(one.quantity())};
            event.aggregate(one.id(), one.time(), numbers, one.firstTradeId(), one.lastTradeId(), one.buyerMaker());
            taker.event(event);
        });
    }

    /**
     * The events in the order of a store: by hour, then id; without those that the exchange took back. They come by their ids, and
     * where a time steps back over the begin of an hour, one of the hour before comes late: so what begins an hour waits for it.
     */
    private static final class ByHour<P extends Numbered> extends LookAhead<P> {
        private static final long HOUR = 3_600_000;

        private final Iterator<P> byId;
        private final PriorityQueue<P> waiting =
                new PriorityQueue<>(Comparator.<P>comparingLong(ByHour::hour).thenComparingLong(Numbered::id));
        private long latest = Long.MIN_VALUE;
        private long hour = Long.MIN_VALUE;

        ByHour(Iterator<P> byId) {
            this.byId = byId;
        }

        private static long hour(Numbered event) {
            return Math.floorDiv(event.time(), HOUR);
        }

        @Override
        protected Optional<P> find() {
            while (!isDue() && byId.hasNext()) {
                P next = byId.next();
                if (next.isVoid()) {
                    continue;
                }
                if (hour(next) < hour) {
                    throw new IllegalArgumentException("Cannot read the history of " + next.symbol() + ": id "
                            + next.id() + " is of " + Instant.ofEpochMilli(next.time())
                            + ", more than a minute before an earlier id, of " + Instant.ofEpochMilli(latest));
                }
                latest = Math.max(latest, next.time());
                waiting.add(next);
            }
            Optional<P> first = Optional.ofNullable(waiting.poll());
            hour = first.map(ByHour::hour).orElse(hour);
            return first;
        }

        private boolean isDue() {
            return !waiting.isEmpty() && latest - PastById.STRAY >= hour(waiting.element()) * HOUR;
        }
    }
}
