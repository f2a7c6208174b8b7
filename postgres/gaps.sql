-- The stretches of candles or trades that were missing: healed since, or empty at the exchange as well.
-- Columns are those of cassandra/gaps.cql. version: of two states of a gap the one with the larger version stays.
CREATE TABLE IF NOT EXISTS assets.gaps (
    symbol text,
    interval text,
    from_time timestamptz,
    to_time timestamptz,
    cause text,
    state text,
    found_at timestamptz,
    healed_at timestamptz,
    source text,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, interval, from_time)
) WITH (fillfactor = 70);
