package io.candlestream.simulator.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request of REST, read as the exchange reads it; what it refuses throws {@link RefusedException}.
 *
 * @param parameters decoded
 * @param unit of times in the answer
 * @param traded every symbol
 */
public record RestRequest(Map<String, String> parameters, TimeUnit unit, Collection<String> traded) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;
    private static final String SYMBOL = "^[\\w\\-._&&[^a-z]]{1,50}$";
    private static final Pattern SYMBOLS = Pattern.compile(SYMBOL, Pattern.UNICODE_CHARACTER_CLASS);

    /** The parameter {@code symbol}, of a symbol that is traded. */
    public String symbol() {
        return known(mandatory("symbol"));
    }

    /** {@code symbol}, if it is traded. */
    public String known(String symbol) {
        if (!SYMBOLS.matcher(symbol).matches()) {
            throw illegal("symbol", SYMBOL);
        }
        if (!traded.contains(symbol)) {
            throw new RefusedException(-1121, "Invalid symbol.");
        }
        return symbol;
    }

    /** Those of the parameter {@code symbols}, or that of {@code symbol}; all that are traded where there is neither. */
    public List<String> symbols() {
        Optional<String> one = optional("symbol");
        Optional<String> many = optional("symbols");
        if (one.isPresent() && many.isPresent()) {
            throw new RefusedException(-1128, "Combination of optional parameters invalid.");
        }
        return many.map(RestRequest::names).or(() -> one.map(List::of)).orElseGet(() -> List.copyOf(traded)).stream()
                .map(this::known)
                .toList();
    }

    private static List<String> names(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw illegal("symbols", "^\\[(\"SYMBOL\"(,\"SYMBOL\")*)?\\]$");
        }
    }

    /**
     * The answer of an endpoint of {@link #symbols}: the object of one {@code symbol}, else an array.
     *
     * @param row the object of a symbol; empty where nothing is known of it yet
     */
    public String answer(Function<String, Optional<String>> row) {
        String rows = symbols().stream().map(row).flatMap(Optional::stream).collect(Collectors.joining(","));
        return optional("symbol").isPresent() && !rows.isEmpty() ? rows : "[" + rows + "]";
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    public String mandatory(String name) {
        return optional(name)
                .orElseThrow(() -> new RefusedException(
                        -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed."));
    }

    public OptionalLong number(String name) {
        String value = optional(name).orElse("");
        if (!value.matches("[0-9]{0,18}")) {
            throw illegal(name, "^[0-9]{1,20}$");
        }
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    /** Epoch milliseconds; the exchange takes microseconds too and tells them by their size. */
    public OptionalLong time(String name) {
        return number(name).stream()
                .map(time -> time < LEAST_MICROS ? time : time / 1000)
                .findFirst();
    }

    /** The refusal of a parameter that is not of the form {@code range}. */
    public static RefusedException illegal(String name, String range) {
        return new RefusedException(
                -1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
    }
}
