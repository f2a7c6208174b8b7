package io.candlestream.certify;

import io.candlestream.history.History;
import io.candlestream.schema.Interval;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What the exchange itself says of past candles, by REST.
 *
 * @param candles those of an interval
 */
record ExchangeWitness(Function<Interval, History> candles) implements Witness {
    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public Optional<SortedMap<LocalDate, PairDay>> days(CertifiedPair pair, long from, long to) {
        return Interval.ofCode(pair.interval()).map(interval -> {
            PairDays days = new PairDays(pair);
            new WitnessedRows(days).candles(candles.apply(interval).candles(pair.symbol(), from, to - 1));
            return days.finish();
        });
    }
}
