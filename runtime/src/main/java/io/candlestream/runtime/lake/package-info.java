/** How a program without Iceberg's library reads a lake: {@link io.candlestream.runtime.lake.LakeProgram} asks the one that has it. */
package io.candlestream.runtime.lake;
