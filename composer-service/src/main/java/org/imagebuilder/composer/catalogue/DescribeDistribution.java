package org.imagebuilder.composer.catalogue;

import org.imagebuilder.composer.openapi.ApiPaths;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells what can be built of a distribution. */
@RestController
final class DescribeDistribution {

    private final Catalogue catalogue;

    DescribeDistribution(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param query taken whole, since Spring would split a single value at its commas */
    @GetMapping(ApiPaths.DISTRIBUTIONS + "/{distro}")
    DistributionDetails details(@PathVariable String distro, @RequestParam MultiValueMap<String, String> query) {
        return DistributionDetails.of(catalogue.require(distro), DetailsFilter.of(query));
    }
}
