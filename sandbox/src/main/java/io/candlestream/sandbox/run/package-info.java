/** Runs a whole pipeline and watches it: {@link io.candlestream.sandbox.run.PipelineRun}, for the demo and every integration test. */
package io.candlestream.sandbox.run;
