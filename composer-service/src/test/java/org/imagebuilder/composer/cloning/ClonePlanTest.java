package org.imagebuilder.composer.cloning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.imagebuilder.queue.NewJob;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClonePlanTest {

    private static final UUID BUILD = UUID.randomUUID();
    private static final UUID EARLIER = UUID.randomUUID();
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final ImagePlace IMAGE = new ImagePlace("ami-1", "us-east-1");

    @Test
    @DisplayName("C23 to another region, with accounts: a copy job, and a share job that takes its result")
    void copy_and_share() {
        ClonePlan plan = plan(List.of("1"), new CloneRequest("eu-west-1", List.of("2", "1")), null);
        NewJob copy = plan.jobs().getFirst();
        assertThat(copy.type()).isEqualTo("aws-ec2-copy");
        assertThat(copy.dependencies()).containsExactly(BUILD);
        assertThat(copy.arguments())
                .matches("\\{\"ami\":\"ami-1\",\"source_region\":\"us-east-1\",\"target_region\":\"eu-west-1\","
                        + "\"target_name\":\"composer-api-[0-9a-f-]{36}\"}");
        NewJob share = plan.jobs().getLast();
        assertThat(share.type()).isEqualTo("aws-ec2-share");
        assertThat(share.dependencies()).containsExactly(copy.id());
        assertThat(share.arguments())
                .isEqualTo("{\"ami\":\"\",\"region\":\"\",\"shareWithAccounts\":[\"1\",\"2\",\"1\"]}");
        assertThat(plan.jobs()).extracting(NewJob::id).containsExactly(FIRST, SECOND);
        assertThat(plan.last()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("C23 to another region, for nobody else: a copy job")
    void only_a_copy() {
        ClonePlan plan = plan(List.of(), new CloneRequest("eu-west-1", null), null);
        assertThat(plan.jobs()).extracting(NewJob::type).containsExactly("aws-ec2-copy");
        assertThat(plan.last()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("C23 to the same region, with accounts: a share job that knows the image")
    void only_a_share() {
        ClonePlan plan = plan(List.of("1"), new CloneRequest("us-east-1", List.of()), null);
        NewJob share = plan.jobs().getFirst();
        assertThat(plan.jobs()).hasSize(1);
        assertThat(share.dependencies()).containsExactly(BUILD);
        assertThat(share.arguments())
                .isEqualTo("{\"ami\":\"ami-1\",\"region\":\"us-east-1\",\"shareWithAccounts\":[\"1\"]}");
        assertThat(plan.last()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("C23 to the same region, for nobody else: nothing, and the compose is its own clone")
    void nothing() {
        ClonePlan plan = plan(List.of(), new CloneRequest("us-east-1", null), null);
        assertThat(plan.jobs()).isEmpty();
        assertThat(plan.last()).isEqualTo(BUILD);
    }

    @Test
    @DisplayName("C24 an earlier copy is taken, and shared with whoever is named now")
    void an_earlier_copy() {
        ClonePlan shared = plan(List.of(), new CloneRequest("eu-west-1", List.of("2")), EARLIER);
        NewJob share = shared.jobs().getFirst();
        assertThat(shared.jobs()).hasSize(1);
        assertThat(share.dependencies()).containsExactly(EARLIER);
        assertThat(share.arguments()).isEqualTo("{\"ami\":\"\",\"region\":\"\",\"shareWithAccounts\":[\"2\"]}");

        ClonePlan alone = plan(List.of(), new CloneRequest("eu-west-1", null), EARLIER);
        assertThat(alone.jobs()).isEmpty();
        assertThat(alone.last()).isEqualTo(EARLIER);
    }

    private static ClonePlan plan(List<String> accounts, CloneRequest wanted, @Nullable UUID copy) {
        Queue<UUID> ids = new ArrayDeque<>(List.of(FIRST, SECOND));
        return ClonePlan.of(BUILD, IMAGE, accounts, wanted, copy, ids::remove);
    }
}
