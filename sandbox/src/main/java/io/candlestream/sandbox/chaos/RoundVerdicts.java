package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.Proof;
import io.candlestream.sandbox.proof.StoredCandles;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.market.Update;
import io.candlestream.tools.access.StoredRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What each round left in the table: a candle belongs to the round that was played last when it closed.
 *
 * @param verdicts by round, in the order of play
 */
record RoundVerdicts(Map<Round, Verdict> verdicts) {
    static RoundVerdicts of(List<Round> rounds, Truth truth, StoredCandles table, String store) {
        TreeMap<Long, Share> shares = new TreeMap<>();
        rounds.forEach(round -> shares.put(shares.isEmpty() ? Long.MIN_VALUE : round.from(), new Share(round)));
        truth.candles().forEach(update -> shares.floorEntry(update.candle().openTime())
                .getValue()
                .truth()
                .add(update));
        for (StoredRow row : table.rows()) {
            long open = Objects.requireNonNull(row.time("timestamp")).toEpochMilli();
            shares.floorEntry(open).getValue().rows().add(row);
        }
        Map<Round, Verdict> verdicts = new LinkedHashMap<>();
        shares.values()
                .forEach(share -> verdicts.put(share.round(), share.verdict().of(store)));
        return new RoundVerdicts(verdicts);
    }

    /** What the same rounds left in this table and in {@code other}, one added to the other. */
    RoundVerdicts and(RoundVerdicts other) {
        Map<Round, Verdict> both = new LinkedHashMap<>(verdicts);
        other.verdicts.forEach((round, verdict) -> both.merge(round, verdict, Verdict::and));
        return new RoundVerdicts(both);
    }

    /** What the rounds left that have the same {@code name}, such as their fault's id. */
    List<FaultResult> by(Function<Round, String> name) {
        Map<String, FaultResult> results = new LinkedHashMap<>();
        verdicts.forEach((round, verdict) -> results.computeIfAbsent(name.apply(round), FaultResult::new)
                .verdicts()
                .put(round, verdict));
        return List.copyOf(results.values());
    }

    /** The part of truth and table that is one round's. */
    private record Share(Round round, List<Update> truth, List<StoredRow> rows) {
        Share(Round round) {
            this(round, new ArrayList<>(), new ArrayList<>());
        }

        Verdict verdict() {
            return Proof.ofUpdates(truth.stream(), rows);
        }
    }
}
