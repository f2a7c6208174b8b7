package io.candlestream.sandbox.proof;

import io.candlestream.history.Numbered;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.tools.trades.SourceById;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a simulated exchange said of one symbol, in the place of REST; there is more of it while the market goes on. */
final class SaidById<E, P extends Numbered> implements SourceById<P> {
    private final Supplier<List<E>> said;
    private final ToLongFunction<E> id;
    private final Function<E, P> past;
    private List<E> events = List.of();

    /**
     * @param said all of it, in the order of their ids, which have no break
     * @param past as REST would tell it
     */
    SaidById(Supplier<List<E>> said, ToLongFunction<E> id, Function<E, P> past) {
        this.said = said;
        this.id = id;
        this.past = past;
    }

    @Override
    public Optional<P> get(long wanted) {
        if (events.isEmpty() || wanted > id.applyAsLong(events.get(events.size() - 1))) {
            events = said.get();
        }
        long index = events.isEmpty() ? -1 : wanted - id.applyAsLong(events.get(0));
        return index < 0 || index >= events.size()
                ? Optional.empty()
                : Optional.of(events.get((int) index))
                        .filter(event -> id.applyAsLong(event) == wanted)
                        .map(past);
    }

    /** Nothing is asked for by time. */
    @Override
    public OptionalLong firstAt(long time) {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong lastBefore(long time) {
        return OptionalLong.empty();
    }

    /**
     * What is stored of one kind of event.
     *
     * @param equal whether it is as it should be, which {@code text} tells
     * @param ends by symbol
     */
    record Stored(boolean equal, String text, Map<String, Ends> ends) {}

    /** The first and the last stored id of a symbol. */
    record Ends(long from, long to) {}

    /**
     * What it comes to.
     *
     * @param truth all that {@code exchange} said of a symbol
     * @param proof compares what is stored with it, by what {@link #get} tells; throws {@link FatalException} when nothing is stored
     */
    static <E> Outcome outcome(
            Exchange exchange, Function<String, List<E>> truth, ToLongFunction<E> id, Supplier<Stored> proof) {
        boolean over = exchange.finished().isDone();
        Map<String, List<E>> said = exchange.symbols().stream().collect(Collectors.toMap(Function.identity(), truth));
        try {
            Stored stored = proof.get();
            List<String> lines = lost(said, id, stored.ends(), over);
            int lost = lines.size();
            stored.text().lines().forEach(lines::add);
            if (lost > 0) {
                lines.add("NOT equal: what was said at one end is not stored, of pairs " + lost);
            }
            return new Outcome(stored.equal() && lost == 0, lines);
        } catch (FatalException e) { // An empty table lacks nothing of an exchange that said nothing.
            return new Outcome(said.values().stream().allMatch(List::isEmpty), List.of(e.getMessage()));
        }
    }

    /** What is not there before a pair's first stored id or, once the exchange is over, behind its last one. */
    private static <E> List<String> lost(
            Map<String, List<E>> said, ToLongFunction<E> id, Map<String, Ends> stored, boolean over) {
        List<String> lost = new ArrayList<>();
        said.forEach((symbol, events) -> {
            if (!events.isEmpty() && (over || stored.containsKey(symbol))) {
                long first = id.applyAsLong(events.get(0));
                long last = id.applyAsLong(events.get(events.size() - 1));
                Ends row = stored.get(symbol);
                if (row == null || row.from() != first || (over && row.to() != last)) {
                    lost.add("lost  " + symbol + "  said ids " + first + " to " + last + ", stored "
                            + (row == null ? "none" : row.from() + " to " + row.to()));
                }
            }
        });
        return lost;
    }
}
