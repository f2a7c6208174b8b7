-- The metrics of all updates of candles in windows of time; columns are those of cassandra/metrics.cql, of a double each the shortest
-- decimal that is it. version: of two computations of a row the one with the larger version knew more records, and stays.
CREATE TABLE IF NOT EXISTS assets.metrics (
    asset_name text,
    interval text,
    timestamp timestamptz,
    symbol text,
    known_at timestamptz,
    avg_price numeric,
    min_price numeric,
    max_price numeric,
    current_price numeric,
    volatility numeric,
    total_usdt_volume numeric,
    avg_sentiment numeric,
    current_sentiment numeric,
    ticks bigint,
    version bigint NOT NULL,
    PRIMARY KEY (asset_name, interval, timestamp)
) PARTITION BY RANGE (timestamp);

INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('metrics', 'month', 90) ON CONFLICT DO NOTHING;
