package io.candlestream.bench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Writes results for programs: a list of objects with the same keys in each, null where there is no figure. */
public final class ResultJson {
    private static final double NONE = Double.NaN;
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private ResultJson() {}

    /** The results as JSON text. */
    public static String of(List<RaceResult> results) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (RaceResult result : results) {
            ObjectNode object = list.addObject();
            object.put("race", result.race());
            object.put("contender", result.contender());
            object.put("unit", result.unit());
            object.set("median", rounded(result.figure().median()));
            object.set("min", rounded(result.figure().min()));
            object.set("max", rounded(result.figure().max()));
            object.set(
                    "client_cpu_s_per_million",
                    rounded(result.cost().map(Cost::clientCpu).orElse(NONE)));
            object.set(
                    "server_cpu_s_per_million",
                    rounded(result.cost().map(Cost::serverCpu).orElse(NONE)));
            object.set("ratio", rounded(result.ratio().orElse(NONE)));
        }
        return list.toPrettyString() + "\n";
    }

    /** Four digits, and every digit before the point: more would claim what was not measured. */
    private static JsonNode rounded(double figure) {
        if (!Double.isFinite(figure)) {
            return JsonNodeFactory.instance.nullNode();
        }
        BigDecimal rounded = new BigDecimal(figure).round(FOUR_DIGITS);
        return JsonNodeFactory.instance.numberNode(
                Math.abs(figure) >= 1000 ? rounded.setScale(0) : rounded.stripTrailingZeros());
    }
}
