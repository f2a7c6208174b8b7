-- The trades of assets.trades that another version with other values has replaced. Columns are those of
-- cassandra/trade_revisions.cql. version: that of the row, which is new_version.
CREATE TABLE IF NOT EXISTS assets.trade_revisions (
    symbol text,
    hour timestamptz,
    trade_id bigint,
    new_version bigint,
    old_version bigint,
    old_price numeric,
    old_quantity numeric,
    old_quote_quantity numeric,
    old_trade_time timestamptz,
    old_is_buyer_maker boolean,
    old_source text,
    old_event_time timestamptz,
    new_price numeric,
    new_quantity numeric,
    new_quote_quantity numeric,
    new_trade_time timestamptz,
    new_is_buyer_maker boolean,
    new_source text,
    new_event_time timestamptz,
    revised_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (symbol, hour, trade_id, new_version)
);
