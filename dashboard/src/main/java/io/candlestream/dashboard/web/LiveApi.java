package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.LiveFeeds;
import io.candlestream.dashboard.chart.Viewer;
import io.candlestream.schema.Interval;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What changes, as server-sent events. Each viewer holds the thread of its request, so that a slow one delays nobody. */
record LiveApi(ChartPages market, LiveFeeds feeds, Clients clients, ClientConnections connections) {
    /** A viewer that has gone is noticed by the next write. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    void live(Context context) throws InterruptedException {
        RequestParams params = new RequestParams(context);
        String asset = params.asset();
        Interval interval = params.interval(market.intervals());
        clients.sitDown(context);
        try {
            watch(context, asset, interval);
        } finally {
            clients.standUp(context);
        }
    }

    private void watch(Context context, String asset, Interval interval) throws InterruptedException {
        Viewer viewer = feeds.open(asset, interval)
                .orElseThrow(() -> new ServiceUnavailableResponse(
                        "Cannot show more: as many look as may (CANDLESTREAM_DASHBOARD_VIEWERS)"));
        connections.stays(context);
        try {
            serve(viewer, context.res());
        } catch (IOException e) {
            // gone: a browser ends a stream by leaving
        } finally {
            feeds.close(asset, viewer);
        }
    }

    private static void serve(Viewer viewer, HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy must not collect what is live
        ServletOutputStream out = response.getOutputStream();
        write(out, "retry: 1000\n\n");
        while (!viewer.closed()) {
            Viewer.News news = viewer.news(HEARTBEAT);
            String bars = news.bars().isEmpty() ? "" : event("bars", JsonBody.bars(news.bars()));
            String gaps = news.gaps()
                    .map(changed -> event("gaps", JsonBody.gaps(changed)))
                    .orElse("");
            String trades = news.trades()
                    .map(newest -> event("trades", JsonBody.trades(newest)))
                    .orElse("");
            String events = gaps + bars + trades;
            write(out, events.isEmpty() ? ": still here\n\n" : events);
        }
    }

    private static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + JsonBody.text(data) + "\n\n";
    }

    private static void write(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
