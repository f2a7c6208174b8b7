/**
 * What a browser sees: {@link io.candlestream.dashboard.web.WebServer} serves the page and answers under {@code /api},
 * {@code HostCheck} turns away who asks under a foreign name. {@code dashboard/README.md} has the answers' fields.
 */
package io.candlestream.dashboard.web;
