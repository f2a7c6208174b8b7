package io.candlestream.bench.result;

import io.candlestream.bench.measure.MeasuredWindow;
import io.candlestream.bench.measure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run took of the machine.
 *
 * @param clientCpu of the contender, in CPU-seconds for a million rows
 * @param serverCpu of broker and Cassandra together, in CPU-seconds for a million rows
 * @param peakMegabytes the most memory that the contender had resident
 */
public record Cost(double clientCpu, double serverCpu, double peakMegabytes) {
    private static final double MILLION = 1e6;

    static Cost of(long rows, MeasuredWindow window, double peakMegabytes) {
        return new Cost(window.clientCpu() * MILLION / rows, window.serverCpu() * MILLION / rows, peakMegabytes);
    }

    static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs, Cost::clientCpu), median(costs, Cost::serverCpu), median(costs, Cost::peakMegabytes));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return Spread.of(costs.stream().map(part::applyAsDouble).toList()).median();
    }
}
