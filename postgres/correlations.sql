-- How the closed candles of assets.assets move with those of one asset, the reference; columns are those of cassandra/correlations.cql, of
-- a double each the shortest decimal that is it. version: of two computations of a row the one with the larger version knew more candles
-- of either asset, or newer ones, and stays.
CREATE TABLE IF NOT EXISTS assets.correlations (
    asset_name text,
    interval text,
    timestamp timestamptz,
    symbol text,
    reference text,
    known_at timestamptz,
    correlation numeric,
    beta numeric,
    version bigint NOT NULL,
    PRIMARY KEY (asset_name, interval, timestamp)
) PARTITION BY RANGE (timestamp);

INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('correlations', 'month', 90) ON CONFLICT DO NOTHING;
