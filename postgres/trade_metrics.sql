-- The metrics of all trades in windows of time; columns are those of cassandra/trade_metrics.cql, of a double each the shortest
-- decimal that is it. version: of two computations of a row the one with the larger version knew more trades, and stays.
CREATE TABLE IF NOT EXISTS assets.trade_metrics (
    symbol text,
    interval text,
    timestamp timestamptz,
    known_at timestamptz,
    avg_price numeric,
    vwap numeric,
    min_price numeric,
    max_price numeric,
    current_price numeric,
    volatility numeric,
    quote_volume numeric,
    bought_quote_volume numeric,
    sold_quote_volume numeric,
    trades bigint,
    first_trade_id bigint,
    last_trade_id bigint,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, interval, timestamp)
) PARTITION BY RANGE (timestamp);

INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('trade_metrics', 'month', 90) ON CONFLICT DO NOTHING;
