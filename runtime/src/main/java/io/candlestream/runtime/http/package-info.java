/**
 * What strangers may take of a program by HTTP: {@link io.candlestream.runtime.http.Connections} bounds those who ask it, {@link
 * io.candlestream.runtime.http.BoundedBody} what is answered to it.
 */
package io.candlestream.runtime.http;
