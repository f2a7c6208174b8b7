-- The aggregate trades of assets.agg_trades that another version with other values has replaced. Columns are those of
-- cassandra/agg_trade_revisions.cql. version: that of the row, which is new_version.
CREATE TABLE IF NOT EXISTS assets.agg_trade_revisions (
    symbol text,
    hour timestamptz,
    agg_trade_id bigint,
    new_version bigint,
    old_version bigint,
    old_price numeric,
    old_quantity numeric,
    old_first_trade_id bigint,
    old_last_trade_id bigint,
    old_trade_time timestamptz,
    old_is_buyer_maker boolean,
    old_source text,
    old_event_time timestamptz,
    new_price numeric,
    new_quantity numeric,
    new_first_trade_id bigint,
    new_last_trade_id bigint,
    new_trade_time timestamptz,
    new_is_buyer_maker boolean,
    new_source text,
    new_event_time timestamptz,
    revised_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, hour, agg_trade_id, new_version)
);
