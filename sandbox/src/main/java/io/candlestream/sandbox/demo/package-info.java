/**
 * The demo: {@link DemoCommand} reads the options, {@link Demo} starts servers, exchange and pipeline, {@link
 * io.candlestream.sandbox.screen.DemoScreen} shows what happens, and the proof at the end decides the exit code. {@link ClusterCommand} puts its
 * consumer on a Spark cluster, {@link ToolCommand} runs the operator's tools on it.
 */
package io.candlestream.sandbox.demo;
