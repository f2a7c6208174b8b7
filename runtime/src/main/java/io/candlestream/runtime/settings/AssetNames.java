package io.candlestream.runtime.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The asset name of each symbol, by which the topic is keyed and the table is read. */
public final class AssetNames {
    private final Map<String, String> nameBySymbol = new HashMap<>();

    /**
     * @param table names by symbol; a symbol without an entry is named by its own lower-case text
     * @throws SettingsException when two of {@code symbols} have one name: their candles would overwrite each other
     */
    public AssetNames(Map<String, String> table, Collection<String> symbols) {
        Map<String, String> symbolByName = new HashMap<>();
        for (String symbol : symbols) {
            String name =
                    table.getOrDefault(symbol, symbol.toLowerCase(Locale.ROOT)).strip();
            if (name.isEmpty()) {
                throw new SettingsException("Cannot name " + symbol + ": its entry in asset-names is empty");
            }
            String other = symbolByName.putIfAbsent(name, symbol);
            if (other != null) {
                throw new SettingsException("Cannot name both " + other + " and " + symbol + " '" + name
                        + "': their candles would overwrite each other (change asset-names or ASSET_SYMBOLS)");
            }
            nameBySymbol.put(symbol, name);
        }
    }

    /** The name of one of the symbols that the names were made for. */
    public String of(String symbol) {
        String name = nameBySymbol.get(symbol);
        if (name == null) {
            throw new IllegalArgumentException("No asset name for " + symbol);
        }
        return name;
    }
}
