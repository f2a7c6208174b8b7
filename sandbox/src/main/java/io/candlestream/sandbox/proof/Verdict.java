package io.candlestream.sandbox.proof;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the table compares with the exchange.
 *
 * @param closed candles that the exchange closed
 * @param stored how many of them the table holds
 * @param lost how many of them it does not hold
 * @param extra rows that the exchange never sent
 * @param mixed rows with a value other than the exchange's newest
 * @param examples the first differences, as text
 */
public record Verdict(long closed, long stored, long lost, long extra, long mixed, List<String> examples) {
    /** Whether the table equals the exchange. */
    public boolean equal() {
        return lost == 0 && extra == 0 && mixed == 0;
    }

    /** That of two tables together. */
    public Verdict and(Verdict other) {
        return new Verdict(
                closed + other.closed,
                stored + other.stored,
                lost + other.lost,
                extra + other.extra,
                mixed + other.mixed,
                Stream.concat(examples.stream(), other.examples.stream()).toList());
    }

    /** The same, whose examples say which store they are of. */
    public Verdict of(String store) {
        return new Verdict(
                closed,
                stored,
                lost,
                extra,
                mixed,
                examples.stream().map(example -> store + ": " + example).toList());
    }

    /** The one line that a person and a script read. */
    public String line(long deadLetters) {
        return "closed " + closed + "  stored " + stored + "  lost " + lost + "  extra " + extra + "  mixed " + mixed
                + "  dead letters " + deadLetters;
    }
}
