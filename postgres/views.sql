-- What dashboards and analysts ask of a pair, whichever of its candles, trades and tickers are stored: each answer says which table it was
-- read from. pair: the symbol. asset: the candles' asset_name. at: the moment that is asked about, mostly now().
--
-- They are views with parameters: the planner puts them into the query, so that with a moment that is a constant it opens no partition
-- but those around it. A step back in time is taken in UTC, since one in the session's zone is no constant.

-- The pairs of which something is stored of that day or the one before, candles of that month: a step through the keys for each pair, not a
-- look at each row. Whole days and months, so that no row has to be passed over. asset: null where no candles are stored.
CREATE OR REPLACE FUNCTION assets.pairs(at timestamptz) RETURNS TABLE (symbol text, asset text) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE candle AS (
        SELECT ''::text AS asset_name, ''::text AS symbol
        UNION ALL
        SELECT n.asset_name, n.symbol FROM candle k CROSS JOIN LATERAL (
            SELECT c.asset_name, c.symbol FROM assets.assets c WHERE c.asset_name > k.asset_name
                AND c.timestamp >= date_trunc('month', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND c.timestamp < date_trunc('month', at AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'
            ORDER BY c.asset_name LIMIT 1) n
    ), other AS (
        SELECT ''::text AS symbol
        UNION ALL
        SELECT (SELECT min(n.symbol) FROM (
            (SELECT t.symbol FROM assets.trades t WHERE t.symbol > o.symbol
                AND t.hour >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND t.hour < date_trunc('day', at AT TIME ZONE 'UTC' + interval '1 day') AT TIME ZONE 'UTC' ORDER BY 1 LIMIT 1)
            UNION ALL (SELECT t.symbol FROM assets.ticker t WHERE t.symbol > o.symbol
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND t.day < date_trunc('day', at AT TIME ZONE 'UTC' + interval '1 day') AT TIME ZONE 'UTC' ORDER BY 1 LIMIT 1)
            UNION ALL (SELECT t.symbol FROM assets.ticker_1h t WHERE t.symbol > o.symbol
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND t.day < date_trunc('day', at AT TIME ZONE 'UTC' + interval '1 day') AT TIME ZONE 'UTC' ORDER BY 1 LIMIT 1)
            UNION ALL (SELECT t.symbol FROM assets.ticker_4h t WHERE t.symbol > o.symbol
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND t.day < date_trunc('day', at AT TIME ZONE 'UTC' + interval '1 day') AT TIME ZONE 'UTC' ORDER BY 1 LIMIT 1)
            UNION ALL (SELECT t.symbol FROM assets.ticker_1d t WHERE t.symbol > o.symbol
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 day') AT TIME ZONE 'UTC'
                AND t.day < date_trunc('day', at AT TIME ZONE 'UTC' + interval '1 day') AT TIME ZONE 'UTC' ORDER BY 1 LIMIT 1)
            ) n)
        FROM other o WHERE o.symbol IS NOT NULL
    )
    SELECT coalesce(c.symbol, o.symbol), c.asset_name
    FROM (SELECT * FROM candle WHERE asset_name <> '') c
    FULL JOIN (SELECT * FROM other WHERE symbol <> '') o ON o.symbol = c.symbol
$$;

-- The last price at a moment, not older than an hour: of the last trade, of the candle that says it, or of a ticker, whichever is newest.
-- as_of: up to when the table knew.
CREATE OR REPLACE FUNCTION assets.price_at(pair text, asset text, at timestamptz)
RETURNS TABLE (price numeric, as_of timestamptz, source text) LANGUAGE sql STABLE AS $$
    SELECT known.price, known.as_of, known.source FROM (
        (SELECT t.price, t.trade_time AS as_of, 'trades' AS source FROM assets.trades t
            WHERE t.symbol = pair AND t.hour <= at AND t.trade_time <= at
                AND t.hour >= date_trunc('hour', at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
            ORDER BY t.hour DESC, t.trade_id DESC LIMIT 1)
        UNION ALL (SELECT c.close, least(c.event_time, c.close_time), 'assets' FROM assets.assets c
            WHERE c.asset_name = asset AND c.timestamp <= at AND least(c.event_time, c.close_time) <= at
                AND c.timestamp > (at AT TIME ZONE 'UTC' - interval '2 days') AT TIME ZONE 'UTC'
            ORDER BY c.timestamp DESC LIMIT 1)
        UNION ALL (SELECT t.last_price, t.event_time, 'ticker' FROM assets.ticker t
            WHERE t.symbol = pair AND t.window_size = '24h' AND t.day <= at AND t.event_time <= at
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
            ORDER BY t.day DESC, t.event_time DESC LIMIT 1)
        UNION ALL (SELECT t.last_price, t.event_time, 'ticker_1h' FROM assets.ticker_1h t
            WHERE t.symbol = pair AND t.window_size = '1h' AND t.day <= at AND t.event_time <= at
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
            ORDER BY t.day DESC, t.event_time DESC LIMIT 1)
        UNION ALL (SELECT t.last_price, t.event_time, 'ticker_4h' FROM assets.ticker_4h t
            WHERE t.symbol = pair AND t.window_size = '4h' AND t.day <= at AND t.event_time <= at
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
            ORDER BY t.day DESC, t.event_time DESC LIMIT 1)
        UNION ALL (SELECT t.last_price, t.event_time, 'ticker_1d' FROM assets.ticker_1d t
            WHERE t.symbol = pair AND t.window_size = '1d' AND t.day <= at AND t.event_time <= at
                AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
            ORDER BY t.day DESC, t.event_time DESC LIMIT 1)
    ) known
    WHERE known.as_of > (at AT TIME ZONE 'UTC' - interval '1 hour') AT TIME ZONE 'UTC'
    -- A trade has its own time; a ticker or candle may bear a later one without knowing of it.
    ORDER BY known.as_of + CASE known.source WHEN 'trades' THEN interval '2 seconds' ELSE interval '0' END DESC LIMIT 1
$$;

-- How far the last price lies from the last price some time before.
CREATE OR REPLACE FUNCTION assets.price_change(pair text, asset text, at timestamptz, over interval)
RETURNS TABLE (change numeric, percent numeric, source text, source_before text) LANGUAGE sql STABLE AS $$
    SELECT n.price - b.price, 100 * (n.price - b.price) / b.price, n.source, b.source
    FROM assets.price_at(pair, asset, at) n
    CROSS JOIN assets.price_at(pair, asset, (at AT TIME ZONE 'UTC' - over) AT TIME ZONE 'UTC') b
$$;

-- Low, high and number of trades of the 24 hours before a moment, and of nothing older. Of a ticker that is at most 10 seconds old it is
-- exact to that; else of the candles that opened within, to a candle; else of the trades, exact.
-- since: where what is read begins. whole: false where some of the 24 hours is not stored.
CREATE OR REPLACE FUNCTION assets.last_24h(pair text, asset text, at timestamptz)
RETURNS TABLE (low numeric, high numeric, trades bigint, since timestamptz, whole boolean, source text) LANGUAGE sql STABLE AS $$
    WITH ticker AS MATERIALIZED (
        SELECT t.low_price AS low, t.high_price AS high, t.trades, t.open_time AS since FROM assets.ticker t
        WHERE t.symbol = pair AND t.window_size = '24h' AND t.day <= at AND t.event_time <= at
            AND t.day >= date_trunc('day', at AT TIME ZONE 'UTC' - interval '10 seconds') AT TIME ZONE 'UTC'
            AND t.event_time > (at AT TIME ZONE 'UTC' - interval '10 seconds') AT TIME ZONE 'UTC'
        ORDER BY t.day DESC, t.event_time DESC LIMIT 1
    ), candles AS MATERIALIZED (
        SELECT min(c.low) AS low, max(c.high) AS high, sum(c.trades) AS trades, min(c.timestamp) AS since,
            max(c.close_time - c.timestamp) <= interval '1 hour'
                AND (count(*) + 1) * max(c.close_time - c.timestamp + interval '1 millisecond') >= interval '24 hours' AS whole
        FROM assets.assets c
        WHERE NOT EXISTS (SELECT FROM ticker) AND c.asset_name = asset AND c.timestamp < at AND least(c.event_time, c.close_time) <= at
            AND c.timestamp >= (at AT TIME ZONE 'UTC' - interval '24 hours') AT TIME ZONE 'UTC'
        HAVING count(*) > 0
    ), within AS MATERIALIZED (
        SELECT min(t.price) AS low, max(t.price) AS high, count(*) AS trades, min(t.trade_time) AS since,
            min(t.trade_id) AS first_id, max(t.trade_id) AS last_id
        FROM assets.trades t
        WHERE NOT EXISTS (SELECT FROM ticker) AND NOT EXISTS (SELECT FROM candles k WHERE k.whole)
            AND t.symbol = pair AND t.hour <= at AND t.trade_time <= at
            AND t.hour >= date_trunc('hour', at AT TIME ZONE 'UTC' - interval '24 hours') AT TIME ZONE 'UTC'
            AND t.trade_time > (at AT TIME ZONE 'UTC' - interval '24 hours') AT TIME ZONE 'UTC'
        HAVING count(*) > 0
    )
    SELECT k.low, k.high, k.trades::bigint, k.since, k.whole, k.source FROM (
        SELECT low, high, trades, since, true AS whole, 'ticker' AS source FROM ticker
        UNION ALL SELECT low, high, trades, since, whole, 'assets' FROM candles
        -- None is missing, and the one before the first is older.
        UNION ALL SELECT low, high, trades, since, trades = last_id - first_id + 1 AND EXISTS (
                SELECT FROM assets.trades b
                WHERE b.symbol = pair AND b.trade_id = first_id - 1 AND b.hour <= at
                    AND b.hour >= date_trunc('hour', at AT TIME ZONE 'UTC' - interval '25 hours') AT TIME ZONE 'UTC'
                    AND b.hour <= (at AT TIME ZONE 'UTC' - interval '24 hours') AT TIME ZONE 'UTC'), 'trades'
            FROM within
    ) k
    ORDER BY k.whole DESC, k.since LIMIT 1
$$;

-- The last price of each step of time: of the candles where there are any within, else of the trades, else of the tickers.
CREATE OR REPLACE FUNCTION assets.prices(pair text, asset text, after timestamptz, until timestamptz, step_millis bigint)
RETURNS TABLE ("time" timestamptz, price numeric, source text) LANGUAGE sql STABLE AS $$
    WITH candles AS MATERIALIZED (
        SELECT c.timestamp AS at, c.close AS price FROM assets.assets c
        WHERE c.asset_name = asset AND c.timestamp >= after AND c.timestamp < until
    ), trade AS MATERIALIZED (
        SELECT t.trade_time AS at, t.trade_id, t.price FROM assets.trades t
        WHERE NOT EXISTS (SELECT FROM candles) AND t.symbol = pair AND t.trade_time >= after AND t.trade_time <= until
            AND t.hour >= date_trunc('hour', after AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND t.hour <= until
    ), tickers AS MATERIALIZED (
        SELECT t.event_time AS at, t.last_price AS price, 'ticker' AS source FROM assets.ticker t
        WHERE NOT EXISTS (SELECT FROM candles) AND NOT EXISTS (SELECT FROM trade)
            AND t.symbol = pair AND t.window_size = '24h' AND t.event_time >= after AND t.event_time <= until
            AND t.day >= date_trunc('day', after AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND t.day <= until
        UNION ALL SELECT t.event_time, t.last_price, 'ticker_1h' FROM assets.ticker_1h t
        WHERE NOT EXISTS (SELECT FROM candles) AND NOT EXISTS (SELECT FROM trade)
            AND t.symbol = pair AND t.window_size = '1h' AND t.event_time >= after AND t.event_time <= until
            AND t.day >= date_trunc('day', after AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND t.day <= until
    ), known AS (
        SELECT at, 0 AS trade_id, price, 'assets' AS source FROM candles
        UNION ALL SELECT at, trade_id, price, 'trades' FROM trade
        UNION ALL SELECT at, 0, price, source FROM tickers
    )
    SELECT DISTINCT ON (1) to_timestamp(floor(extract(epoch FROM k.at) * 1000 / step_millis) * step_millis / 1000), k.price, k.source
    FROM known k ORDER BY 1, k.at DESC, k.trade_id DESC
$$;

-- The newest trades at a moment, of the 24 hours before it. product: price times quantity.
CREATE OR REPLACE FUNCTION assets.newest_trades(pair text, at timestamptz, most bigint)
RETURNS TABLE ("time" timestamptz, trade_id bigint, price numeric, quantity numeric, product numeric, side text) LANGUAGE sql STABLE AS $$
    SELECT t.trade_time, t.trade_id, t.price, t.quantity, t.quote_quantity, CASE WHEN t.is_buyer_maker THEN 'sell' ELSE 'buy' END
    FROM assets.trades t
    WHERE t.symbol = pair AND t.hour <= at AND t.trade_time <= at
        AND t.hour >= date_trunc('hour', at AT TIME ZONE 'UTC' - interval '24 hours') AT TIME ZONE 'UTC'
    ORDER BY t.hour DESC, t.trade_id DESC LIMIT most
$$;

-- The tables as the server's statistics know them: no row is read, and the number of rows may be some percent off.
-- ahead: until when there are partitions; null where the table has none.
CREATE OR REPLACE FUNCTION assets.table_sizes()
RETURNS TABLE (table_name text, rows bigint, bytes bigint, partitions bigint, ahead timestamptz) LANGUAGE sql STABLE AS $$
    SELECT coalesce(p.relname, s.relname)::text, sum(s.n_live_tup)::bigint, sum(pg_total_relation_size(s.relid))::bigint, count(p.oid),
        max(to_timestamp(substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([0-9-]{10})'), 'YYYY-MM-DD'))
    FROM pg_stat_user_tables s
    JOIN pg_class c ON c.oid = s.relid AND c.relkind = 'r'
    LEFT JOIN pg_inherits i ON i.inhrelid = s.relid
    LEFT JOIN pg_class p ON p.oid = i.inhparent
    WHERE c.relnamespace = 'assets'::regnamespace
    GROUP BY 1
$$;
