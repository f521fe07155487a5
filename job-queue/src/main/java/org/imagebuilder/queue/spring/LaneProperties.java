package org.imagebuilder.queue.spring;

import java.time.Duration;
import org.imagebuilder.queue.lanes.LaneSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a gateway takes part in lanes.
 *
 * @param membersPerLane share-group members per lane and gateway at most
 * @param workersPerMember jobs that a lane's second member takes at a time; further ones take the square of it
 * @param extraMembers members of all lanes of a gateway together, beyond the first of each, at most
 * @param idleAfter how long a member stays that is not needed
 */
@ConfigurationProperties("imagebuilder.lanes")
public record LaneProperties(
        @DefaultValue("8") int membersPerLane,
        @DefaultValue("4") int workersPerMember,
        @DefaultValue("32") int extraMembers,
        @DefaultValue("5m") Duration idleAfter) {

    LaneSettings settings() {
        return new LaneSettings(membersPerLane, workersPerMember, extraMembers, idleAfter);
    }
}
