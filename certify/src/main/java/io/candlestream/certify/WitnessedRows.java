package io.candlestream.certify;

import io.candlestream.history.Candle;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import java.math.BigDecimal;
import java.util.Iterator;

/** Hands over what the exchange, or a file of it, tells, as a store hands over its rows: so they have the same hashes. */
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
        told.forEachRemaining(one -> {
            BigDecimal price = new BigDecimal(one.price());
            BigDecimal quantity = new BigDecimal(one.quantity());
            BigDecimal[] numbers = {price, quantity, price.multiply(quantity)};
            event.trade(one.id(), one.time(), numbers, one.buyerMaker());
            taker.event(event);
        });
    }

    void aggregates(Iterator<PastAggTrade> told) {
        told.forEachRemaining(one -> {
            if (!one.isVoid()) {
                BigDecimal[] numbers = {new BigDecimal(one.price()), new BigDecimal(one.quantity())};
                event.aggregate(one.id(), one.time(), numbers, one.firstTradeId(), one.lastTradeId(), one.buyerMaker());
                taker.event(event);
            }
        });
    }
}
