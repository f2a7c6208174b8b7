package io.candlestream.sandbox.screen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What has been seen of each asset since the start: its first price, the last ones, and how busy it is. */
final class Quotes {
    private static final int KEPT = 60;
    /** A look at which are the busiest every so many moments, so that rows do not come and go all the time. */
    private static final int MOMENTS = 10;

    private final Map<String, Quote> quotes = new HashMap<>();
    private Set<String> busiest = Set.of();
    private int sinceLook;

    /** Notes the newest candle of each asset. */
    void see(List<AssetLine> assets) {
        assets.forEach(asset ->
                quotes.computeIfAbsent(asset.asset(), name -> new Quote(asset)).see(asset));
        sinceLook++;
    }

    Quote of(AssetLine asset) {
        return quotes.get(asset.asset());
    }

    /** The {@code most} assets with the most trades, by name. */
    List<AssetLine> busiest(List<AssetLine> assets, int most) {
        if (busiest.size() != Math.min(most, assets.size()) || sinceLook >= MOMENTS) {
            sinceLook = 0;
            busiest = assets.stream()
                    .sorted(Comparator.comparingLong(
                                    (AssetLine asset) -> -of(asset).trades())
                            .thenComparing(AssetLine::asset))
                    .limit(most)
                    .map(AssetLine::asset)
                    .collect(Collectors.toSet());
        }
        return assets.stream()
                .filter(asset -> busiest.contains(asset.asset()))
                .sorted(Comparator.comparing(AssetLine::asset))
                .toList();
    }

    /** The price of {@code asset} alone. */
    static String price(AssetLine asset) {
        Quote quote = new Quote(asset);
        quote.see(asset);
        return quote.price(Integer.MAX_VALUE);
    }

    /** One asset. */
    static final class Quote {
        private static final int MOST_DECIMALS = 8;
        private static final double DEAR = 1000;

        private final double first;
        private final Deque<Double> prices = new ArrayDeque<>();
        private int decimals = 2;
        private AssetLine newest;
        private long tradesBefore;

        private Quote(AssetLine asset) {
            this.first = asset.close();
            this.newest = asset;
        }

        private void see(AssetLine asset) {
            if (!asset.openTime().equals(newest.openTime())) {
                tradesBefore += newest.trades();
            }
            newest = asset;
            prices.addLast(asset.close());
            if (prices.size() > KEPT) {
                prices.removeFirst();
            }
            int used = BigDecimal.valueOf(asset.close()).stripTrailingZeros().scale();
            decimals = Math.max(decimals, Math.min(used, asset.close() >= DEAR ? 2 : MOST_DECIMALS));
        }

        /** Trades since the first look, and those of the candle that was open then. */
        long trades() {
            return tradesBefore + newest.trades();
        }

        /** The last prices, {@code most} at most, oldest first. */
        List<Double> prices(int most) {
            return prices.stream().skip(Math.max(0, prices.size() - most)).toList();
        }

        /** Since the first look, as a share of the price then. */
        OptionalDouble change() {
            return first > 0 ? OptionalDouble.of(newest.close() / first - 1) : OptionalDouble.empty();
        }

        /** With as many decimals as the asset has ever had, or as {@code columns} have room for. */
        String price(int columns) {
            BigDecimal price = BigDecimal.valueOf(newest.close());
            String text = text(price, decimals);
            for (int fewer = decimals - 1; fewer >= 0 && text.length() > columns; fewer--) {
                text = text(price, fewer);
            }
            return text.length() > columns ? String.format(Locale.ROOT, "%.4e", newest.close()) : text;
        }

        private static String text(BigDecimal price, int scale) {
            return String.format(Locale.ROOT, "%,." + scale + "f", price.setScale(scale, RoundingMode.HALF_EVEN));
        }
    }
}
