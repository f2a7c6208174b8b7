package io.candlestream.bench.result;

import io.candlestream.bench.measure.MeasuredWindow;
import java.util.Optional;

/**
 * The outcome of one run.
 *
 * @param figure in the race's unit
 * @param cost empty where the machine was shared with what is not measured
 */
public record Run(double figure, Optional<Cost> cost) {
    /** {@code rows} in {@code window}, as rows a second. */
    public static Run ofRows(long rows, MeasuredWindow window, double peakMegabytes) {
        return new Run(rows / window.seconds(), Optional.of(Cost.of(rows, window, peakMegabytes)));
    }

    /** A figure alone. */
    public static Run of(double figure) {
        return new Run(figure, Optional.empty());
    }
}
