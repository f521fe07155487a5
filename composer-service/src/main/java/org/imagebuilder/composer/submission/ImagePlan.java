package org.imagebuilder.composer.submission;

import java.util.List;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.catalogue.ImageType;
import org.imagebuilder.composer.repositories.Repository;
import tools.jackson.databind.node.ObjectNode;

/**
 * One image of a compose, with everything looked up.
 *
 * @param targets as workers read them
 */
record ImagePlan(
        Distribution distribution,
        String architecture,
        ApiImageType apiType,
        ImageType type,
        List<Repository> repositories,
        List<ObjectNode> targets) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "ImagePlan[...]";
    }
}
