/**
 * The health checks of containers: {@link io.candlestream.tools.HealthCheck} asks a web page. It is a program of its own,
 * because it starts every half a minute: it loads next to nothing.
 */
package io.candlestream.tools.health;
