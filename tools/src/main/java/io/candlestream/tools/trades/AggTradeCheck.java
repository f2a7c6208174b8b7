package io.candlestream.tools.trades;

import io.candlestream.history.LookAhead;
import io.candlestream.history.PastAggTrade;
import io.candlestream.tools.trades.AggTradeReport.SymbolReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Walks along one symbol's stored aggregate trades, and makes each of them again of the stored trades. */
final class AggTradeCheck implements StoredWalk.Check<StoredAggTrade> {
    private static final long HOUR = 3_600_000;

    private final String symbol;
    private final IdCheck<StoredAggTrade, PastAggTrade> ids;
    private final LookAhead<StoredTrade> trades;
    private final Consumer<String> differences;
    private Optional<StoredAggTrade> before = Optional.empty();
    private long breaks;
    private long proved;
    private long differingFromTrades;

    /** @param trades the stored ones of the symbol */
    AggTradeCheck(
            String symbol,
            SourceById<PastAggTrade> exchange,
            LookAhead<StoredTrade> trades,
            Consumer<String> differences) {
        this.symbol = symbol;
        this.ids = new IdCheck<>(
                symbol,
                exchange,
                AggTradeCheck::isEqual,
                id -> exchange.get(id).filter(PastAggTrade::isVoid).isPresent(),
                differences);
        this.trades = trades;
        this.differences = differences;
    }

    @Override
    public IdCheck<StoredAggTrade, PastAggTrade> ids() {
        return ids;
    }

    @Override
    public void take(StoredAggTrade row) {
        if (ids.take(row)) {
            before.filter(one -> one.lastTradeId() + 1 != row.firstTradeId()).ifPresent(one -> {
                breaks++;
                differences.accept("break  " + symbol + "  aggregate trade " + one.id() + " ends with trade "
                        + one.lastTradeId() + ", " + row.id() + " begins with " + row.firstTradeId());
            });
        }
        before = Optional.of(row);
        prove(row);
    }

    /** Its trades say all of it but for its id. */
    private void prove(StoredAggTrade row) {
        List<StoredTrade> own = between(row.firstTradeId(), row.lastTradeId());
        if (own.isEmpty()) {
            return;
        }
        List<String> wrong = differing(row, own);
        if (wrong.isEmpty()) {
            proved++;
            return;
        }
        differingFromTrades++;
        differences.accept("trades  " + symbol + "  aggregate trade " + row.id() + "  " + String.join("; ", wrong));
    }

    /** The trades from {@code first} to {@code last}, which never fall from one call to the next; none unless each is stored. */
    private List<StoredTrade> between(long first, long last) {
        List<StoredTrade> run = new ArrayList<>();
        while (trades.peek().filter(trade -> trade.id() <= last).isPresent()) {
            StoredTrade trade = trades.next();
            if (trade.id() >= first) {
                run.add(trade);
            }
        }
        return run.size() == last - first + 1 ? run : List.of();
    }

    /** What of {@code row} is not what its trades make of it. */
    private static List<String> differing(StoredAggTrade row, List<StoredTrade> own) {
        List<String> wrong = new ArrayList<>();
        BigDecimal quantity = own.stream().map(StoredTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (quantity.compareTo(row.quantity()) != 0) {
            wrong.add("quantity " + row.quantity().toPlainString() + ", its trades make " + quantity.toPlainString());
        }
        for (StoredTrade trade : own) {
            if (trade.price().compareTo(row.price()) != 0
                    || trade.buyerMaker() != row.buyerMaker()
                    || trade.time() != row.time()) {
                wrong.add("trade " + trade.id() + " has another price, side or time");
            }
        }
        return wrong;
    }

    private static boolean isEqual(StoredAggTrade row, PastAggTrade told) {
        return row.price().compareTo(new BigDecimal(told.price())) == 0
                && row.quantity().compareTo(new BigDecimal(told.quantity())) == 0
                && row.firstTradeId() == told.firstTradeId()
                && row.lastTradeId() == told.lastTradeId()
                && row.time() == told.time()
                && row.hour() == told.time() - Math.floorMod(told.time(), HOUR)
                && row.buyerMaker() == told.buyerMaker();
    }

    SymbolReport report() {
        return SymbolReport.of(symbol, ids.counts(), proved, differingFromTrades, breaks);
    }
}
