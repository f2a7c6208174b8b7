-- What the trades of the last four hours make together; the primary key serves the newest of a pair as well as any range of time.
-- Columns are those of cassandra/ticker_4h.cql. day: in UTC, of event_time. Prices and volumes are exact. version: of two of one moment the
-- larger one stays.
CREATE TABLE IF NOT EXISTS assets.ticker_4h (
    symbol text,
    window_size text,
    day timestamptz,
    event_time timestamptz,
    price_change numeric,
    price_change_percent numeric,
    weighted_average_price numeric,
    open_price numeric,
    high_price numeric,
    low_price numeric,
    last_price numeric,
    volume numeric,
    quote_volume numeric,
    open_time timestamptz,
    close_time timestamptz,
    first_trade_id bigint,
    last_trade_id bigint,
    trades bigint,
    source text,
    consumed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, window_size, day, event_time)
) PARTITION BY RANGE (day);

-- A ticker hardly ever changes.
INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('ticker_4h', 'day', 100) ON CONFLICT DO NOTHING;
