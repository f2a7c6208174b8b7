-- The aggregate trades of each pair; the primary key serves the newest of a pair as well as any range of ids within an hour.
-- Columns are those of cassandra/agg_trades.cql. hour: the full hour of trade_time. Prices and quantities are exact.
-- first_trade_id, last_trade_id: of its trades. is_buyer_maker: the taker sold. version: of two of one the larger one stays.
CREATE TABLE IF NOT EXISTS assets.agg_trades (
    symbol text,
    hour timestamptz,
    agg_trade_id bigint,
    price numeric,
    quantity numeric,
    first_trade_id bigint,
    last_trade_id bigint,
    trade_time timestamptz,
    is_buyer_maker boolean,
    event_time timestamptz,
    source text,
    consumed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, hour, agg_trade_id)
) PARTITION BY RANGE (hour);

-- An aggregate trade hardly ever changes.
INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('agg_trades', 'day', 100) ON CONFLICT DO NOTHING;
