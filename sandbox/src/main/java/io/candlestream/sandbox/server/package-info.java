/**
 * The real servers and programs of a sandbox, each a child JVM with a class path of its own, so that it can be killed
 * as the operating system would: {@link Broker}, {@link CassandraNode} and {@link Pipeline}, all started through {@link
 * ChildJvm} and tied to their parent by {@link ParentWatchdogAgent}.
 */
package io.candlestream.sandbox.server;
