package org.imagebuilder.queue.spring;

import org.imagebuilder.queue.lanes.LaneSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a gateway takes part in lanes.
 *
 * @param membersPerLane share-group members per lane and gateway at most
 * @param workersPerMember waiting workers that make another member worth its while
 */
@ConfigurationProperties("imagebuilder.lanes")
public record LaneProperties(
        @DefaultValue("8") int membersPerLane,
        @DefaultValue("4") int workersPerMember) {

    LaneSettings settings() {
        return new LaneSettings(membersPerLane, workersPerMember);
    }
}
