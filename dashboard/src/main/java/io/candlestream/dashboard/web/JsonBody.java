package io.candlestream.dashboard.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartGaps;
import io.candlestream.dashboard.candle.ChartTrade;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How answers are written. A bar is an array, because a page holds hundreds of them. */
final class JsonBody {
    static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private JsonBody() {}

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<Object>> bars(List<Bar> bars) {
        return bars.stream().map(JsonBody::bar).toList();
    }

    private static List<Object> bar(Bar bar) {
        return bar.candle()
                .map(candle -> bar(bar, candle))
                .orElseGet(() -> List.of(bar.openTime(), bar.stored(), bar.expected()));
    }

    private static List<Object> bar(Bar bar, ChartCandle candle) {
        List<Object> values = new ArrayList<>(List.of(
                bar.openTime(),
                bar.stored(),
                bar.expected(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.trades(),
                candle.closed()));
        candle.takerBuyVolume().ifPresent(values::add);
        return values;
    }

    static List<List<Object>> gaps(ChartGaps gaps) {
        return gaps.all().stream().map(JsonBody::gap).toList();
    }

    /** Prices and quantities are texts: a number of a browser has fewer digits. */
    static List<List<Object>> trades(List<ChartTrade> trades) {
        return trades.stream()
                .map(trade -> List.<Object>of(
                        trade.id(),
                        trade.time(),
                        trade.price().toPlainString(),
                        trade.quantity().toPlainString(),
                        trade.takerBought()))
                .toList();
    }

    private static List<Object> gap(ChartGap gap) {
        return List.of(gap.from(), gap.to(), gap.state().name().toLowerCase(Locale.ROOT));
    }
}
