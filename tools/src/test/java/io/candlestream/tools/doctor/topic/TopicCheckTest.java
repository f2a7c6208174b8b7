package io.candlestream.tools.doctor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.TopicSnapshot.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
    private static final Map<Integer, Range> OFFSETS = Map.of(0, new Range(10, 1010), 1, new Range(0, 500));

    @Test
    void saysHowTheTopicOfTheCandlesIsMade() {
        assertThat(candles(topic(Map.of("retention.ms", "604800000"))))
                .isEqualTo(CheckResult.ok("topic", "t: 2 partitions, 1 copy, kept for 7 days, holds 1,500 records"));
        assertThat(candles(topic(Map.of("retention.ms", "-1"))).found()).contains("kept for ever");
        assertThat(candles(topic(Map.of())).found()).contains("its settings not for this login to see");
    }

    @Test
    void failsWithoutIt() {
        CheckResult finding = new TopicCheck(brokers(1, Map.of())).candles("t");

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found()).isEqualTo("there is no topic t");
        assertThat(finding.wayOut()).contains("ASSET_PRICES_TOPIC");
    }

    @Test
    void failsWhereCompactionWouldKeepOneCandleOfAnAsset() {
        CheckResult finding = candles(topic(Map.of("cleanup.policy", "compact,delete")));

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found()).contains("t is compacted");
    }

    @Test
    void warnsOfRecordsThatDoNotOutliveANight() {
        CheckResult finding = candles(topic(Map.of("retention.ms", "3600000")));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).contains("t keeps records for 1 hour");
        assertThat(finding.wayOut()).contains("retention.ms");
    }

    @Test
    void tellsOfEverythingAtOnceAndMarksTheGravest() {
        TopicSnapshot sick = new TopicSnapshot("", Map.of(), 4, 1, 3, 2, Map.of(), false, false);

        assertThat(candles(sick).mark()).isEqualTo(Mark.FAIL);
        assertThat(candles(sick).found())
                .contains(
                        "may not read t", "2 partitions of t without a leader", "3 partitions of t without all copies");
    }

    @Test
    void warnsOfOneCopyWhereSeveralBrokersCouldHoldMore() {
        TopicSnapshot topic = topic(Map.of());

        assertThat(new TopicCheck(brokers(3, Map.of("t", ProbeResult.of(topic))))
                        .candles("t")
                        .mark())
                .isEqualTo(Mark.WARN);
        assertThat(new TopicCheck(brokers(2, Map.of("t", ProbeResult.of(topic))))
                        .candles("t")
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void saysWhyATopicIsNotOursToSee() {
        CheckResult finding = new TopicCheck(
                        brokers(1, Map.of("t", ProbeResult.none("the login may not see t (grant it)"))))
                .candles("t");

        assertThat(finding).isEqualTo(new CheckResult("topic", Mark.FAIL, "the login may not see t", "grant it"));
    }

    @Test
    void isCalmAboutWhatIsMadeLater() {
        TopicCheck check = new TopicCheck(brokers(1, Map.of()));

        assertThat(check.letters("dead letters", "t.dead").mark()).isEqualTo(Mark.SKIP);
        assertThat(check.gaps("gap topic", "t.gaps").mark()).isEqualTo(Mark.SKIP);
    }

    @Test
    void warnsOfYoungDeadLettersOnly() {
        TopicSnapshot old = topic(Map.of());
        TopicSnapshot young = new TopicSnapshot("", OFFSETS, 2, 1, 0, 0, Map.of(), true, true);

        assertThat(new TopicCheck(brokers(1, Map.of("d", ProbeResult.of(old)))).letters("dead letters", "d"))
                .isEqualTo(CheckResult.ok("dead letters", "d holds 1,500 records, none of the last day"));
        assertThat(new TopicCheck(brokers(1, Map.of("d", ProbeResult.of(young)))).letters("dead letters", "d"))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::wayOut)
                .asString()
                .contains("./candlestream dead-letters list");
    }

    private static CheckResult candles(TopicSnapshot topic) {
        return new TopicCheck(brokers(1, Map.of("t", ProbeResult.of(topic)))).candles("t");
    }

    private static TopicSnapshot topic(Map<String, String> settings) {
        return new TopicSnapshot("", OFFSETS, 2, 1, 0, 0, settings, true, false);
    }

    private static BrokerSnapshot brokers(int number, Map<String, ProbeResult<TopicSnapshot>> topics) {
        return new BrokerSnapshot(number, Optional.empty(), topics, ProbeResult.of(List.of()));
    }
}
