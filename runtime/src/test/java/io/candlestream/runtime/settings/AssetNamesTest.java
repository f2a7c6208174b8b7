package io.candlestream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssetNamesTest {
    private static final Map<String, String> TABLE = Map.of("BTCUSDT", "bitcoin", "BTCUSDC", "bitcoin", "ADAUSDT", " ");

    @Test
    void namesByTheTableAndElseBySymbol() {
        AssetNames names = new AssetNames(TABLE, List.of("BTCUSDT", "LRCBTC"));
        assertThat(names.of("BTCUSDT")).isEqualTo("bitcoin");
        assertThat(names.of("LRCBTC")).isEqualTo("lrcbtc");
    }

    @Test
    void refusesTwoSymbolsWithOneName() {
        assertThatThrownBy(() -> new AssetNames(TABLE, List.of("BTCUSDT", "BTCUSDC")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("BTCUSDT", "BTCUSDC", "'bitcoin'");
        assertThatThrownBy(() -> new AssetNames(Map.of("BTCUSDT", "lrcbtc"), List.of("BTCUSDT", "LRCBTC")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("BTCUSDT", "LRCBTC");
    }

    @Test
    void refusesAnEmptyName() {
        assertThatThrownBy(() -> new AssetNames(TABLE, List.of("ADAUSDT")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ADAUSDT");
    }
}
