package io.candlestream.bench.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;

/** Writes results for programs: a list of objects with the same keys in each, null where there is no figure. */
public final class ResultJson {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private ResultJson() {}

    /** The results as JSON text. */
    public static String of(List<RaceResult> results) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        results.forEach(result -> write(result, list.addObject()));
        return list.toPrettyString() + "\n";
    }

    private static void write(RaceResult result, ObjectNode object) {
        object.put("race", result.race());
        object.put("contender", result.contender());
        object.put("unit", result.unit());
        put(object, "median", OptionalDouble.of(result.figure().median()));
        put(object, "min", OptionalDouble.of(result.figure().min()));
        put(object, "max", OptionalDouble.of(result.figure().max()));
        put(object, "client_cpu_s_per_million", cost(result, true));
        put(object, "server_cpu_s_per_million", cost(result, false));
        put(object, "ratio", result.ratio());
    }

    private static OptionalDouble cost(RaceResult result, boolean client) {
        return result.cost().stream()
                .mapToDouble(cost -> client ? cost.clientCpu() : cost.serverCpu())
                .findFirst();
    }

    private static void put(ObjectNode object, String key, OptionalDouble figure) {
        if (figure.isPresent() && Double.isFinite(figure.getAsDouble())) {
            object.put(key, rounded(figure.getAsDouble()));
        } else {
            object.putNull(key);
        }
    }

    /** Four digits, and every digit before the point: more would claim what was not measured. */
    private static BigDecimal rounded(double figure) {
        BigDecimal rounded = new BigDecimal(figure).round(FOUR_DIGITS);
        return Math.abs(figure) >= 1000 ? rounded.setScale(0) : rounded.stripTrailingZeros();
    }
}
