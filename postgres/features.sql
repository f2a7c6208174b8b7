-- The features of the closed candles of assets.assets; columns are those of cassandra/features.cql, of a double each the shortest
-- decimal that is it. version: of two computations of a row the one with the larger version knew more candles, or newer ones, and stays.
CREATE TABLE IF NOT EXISTS assets.features (
    asset_name text,
    interval text,
    timestamp timestamptz,
    symbol text,
    known_at timestamptz,
    price_change numeric,
    price_change_pct numeric,
    log_return numeric,
    ma_5 numeric,
    ma_10 numeric,
    ma_20 numeric,
    volatility_10 numeric,
    volume_ma_5 numeric,
    volume_change_pct numeric,
    momentum_5 numeric,
    momentum_10 numeric,
    hl_spread numeric,
    hl_spread_pct numeric,
    realised_volatility_20 numeric,
    range_volatility_20 numeric,
    vwap_20 numeric,
    taker_imbalance numeric,
    volume_zscore_20 numeric,
    ema_12 numeric,
    ema_26 numeric,
    macd numeric,
    macd_signal numeric,
    rsi_14 numeric,
    atr_14 numeric,
    version bigint NOT NULL,
    PRIMARY KEY (asset_name, interval, timestamp)
) PARTITION BY RANGE (timestamp);

INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('features', 'month', 90) ON CONFLICT DO NOTHING;
