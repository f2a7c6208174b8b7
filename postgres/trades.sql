-- The trades of each pair; the primary key serves the newest of a pair as well as any range of ids within an hour.
-- Columns are those of cassandra/trades.cql. hour: the full hour of trade_time. Prices and quantities are exact.
-- quote_quantity: price times quantity. is_buyer_maker: the taker sold. version: of two of a trade the larger one stays.
CREATE TABLE IF NOT EXISTS assets.trades (
    symbol text,
    hour timestamptz,
    trade_id bigint,
    price numeric,
    quantity numeric,
    quote_quantity numeric,
    trade_time timestamptz,
    is_buyer_maker boolean,
    event_time timestamptz,
    source text,
    consumed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, hour, trade_id)
) PARTITION BY RANGE (hour);

-- A trade hardly ever changes.
INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('trades', 'day', 100) ON CONFLICT DO NOTHING;
