/**
 * Charts of a {@link io.candlestream.dashboard.chart.CandleStore}: {@link io.candlestream.dashboard.chart.ChartPages} gives
 * pages of what has been, {@link io.candlestream.dashboard.chart.LiveFeeds} tells each {@link
 * io.candlestream.dashboard.chart.Viewer} what changes. However many look at an asset, a refresh reads it once, and of it
 * only what may have changed.
 */
package io.candlestream.dashboard.chart;
