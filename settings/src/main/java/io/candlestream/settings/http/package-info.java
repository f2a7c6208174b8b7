/**
 * What strangers may take of a program by HTTP: {@link io.candlestream.settings.http.Connections} bounds those who ask it, {@link
 * io.candlestream.settings.http.BoundedBody} what is answered to it.
 */
package io.candlestream.settings.http;
