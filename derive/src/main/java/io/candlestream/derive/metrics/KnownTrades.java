package io.candlestream.derive.metrics;

import io.candlestream.derive.metrics.TradeWindow.Trade;
import java.math.BigDecimal;
import java.util.Arrays;

/** The trades of a window by their ids, in 34 to 54 bytes each; a place is the number of trades that came before. */
final class KnownTrades {
    static final int NONE = -1;

    private static final int FIRST = 16;
    private static final int SCALE_BITS = 8;
    private static final int MAKER = 1 << 16;
    private static final int RANK_SHIFT = 17;

    /** By open addressing: 1 + the place of a trade; 0 where there is none. */
    private int[] index = new int[2 * FIRST];

    private long[] ids = new long[FIRST];
    private long[] prices = new long[FIRST];
    private long[] quantities = new long[FIRST];
    /** Of each trade both scales, who was the maker, and its rank. */
    private int[] forms = new int[FIRST];

    private int size;

    int size() {
        return size;
    }

    int find(long id) {
        for (int slot = slot(id); index[slot] != 0; slot = next(slot)) {
            if (ids[index[slot] - 1] == id) {
                return index[slot] - 1;
            }
        }
        return NONE;
    }

    void add(Trade trade) {
        if (size == ids.length) {
            int more = size + size / 2;
            ids = Arrays.copyOf(ids, more);
            prices = Arrays.copyOf(prices, more);
            quantities = Arrays.copyOf(quantities, more);
            forms = Arrays.copyOf(forms, more);
        }
        if (3 * (size + 1) > 2 * index.length) {
            index = new int[2 * index.length];
            for (int place = 0; place < size; place++) {
                point(place);
            }
        }
        ids[size] = trade.id();
        set(size, trade);
        point(size);
        size++;
    }

    private void point(int place) {
        int slot = slot(ids[place]);
        while (index[slot] != 0) {
            slot = next(slot);
        }
        index[slot] = place + 1;
    }

    private int slot(long id) {
        return (int) (CandleUpdate.mixed(id, 0) >>> Integer.SIZE) & (index.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (index.length - 1);
    }

    void set(int place, Trade trade) {
        prices[place] = trade.price().unscaledValue().longValueExact();
        quantities[place] = trade.quantity().unscaledValue().longValueExact();
        forms[place] = (trade.price().scale() & 0xFF)
                | ((trade.quantity().scale() & 0xFF) << SCALE_BITS)
                | (trade.buyerIsMaker() ? MAKER : 0)
                | (trade.rank() << RANK_SHIFT);
    }

    BigDecimal price(int place) {
        return BigDecimal.valueOf(prices[place], (byte) forms[place]);
    }

    BigDecimal quantity(int place) {
        return BigDecimal.valueOf(quantities[place], (byte) (forms[place] >> SCALE_BITS));
    }

    boolean buyerIsMaker(int place) {
        return (forms[place] & MAKER) != 0;
    }

    int rank(int place) {
        return forms[place] >>> RANK_SHIFT;
    }
}
