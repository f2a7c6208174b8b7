/**
 * The sink that stores rows in a lake of Iceberg tables. {@link io.candlestream.sink.lake.LakeSink} has its tables made at start
 * ({@link io.candlestream.sink.lake.LakeTables}); in each task a {@link io.candlestream.sink.lake.LakeWriter} writes rows into Parquet files,
 * one a day and table ({@link io.candlestream.sink.lake.DayFiles}); what it returns ({@link io.candlestream.sink.lake.LakeFiles}) the driver
 * makes part of each table in one transaction ({@link io.candlestream.sink.lake.TableCommit}), which also says which batch that was, and how
 * far it read which topics ({@link io.candlestream.sink.lake.ReadPositions}): what is repeated changes nothing.
 */
package io.candlestream.sink.lake;
