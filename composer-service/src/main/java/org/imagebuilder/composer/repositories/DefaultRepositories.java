package org.imagebuilder.composer.repositories;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.imagebuilder.composer.errors.ComposerError;

/** The repositories of each distribution, for requests that bring none of their own. */
public final class DefaultRepositories {

    private final SortedMap<String, Map<String, List<Repository>>> byDistribution;

    DefaultRepositories(Definitions definitions) {
        byDistribution = new TreeMap<>(definitions.byDistribution());
    }

    /** Only those that come with the service. */
    public static DefaultRepositories builtIn() {
        Definitions definitions = new Definitions(UnaryOperator.identity());
        definitions.addBuiltIn();
        return new DefaultRepositories(definitions);
    }

    /**
     * Those that an image is made of: the ones for all images, and the ones for images of this type.
     *
     * @param standardName the distribution's name or alias as it was asked for, in its proper spelling
     * @param imageType the catalogue's name, never an alias
     * @throws org.imagebuilder.http.errors.ApiException if there are none
     */
    public List<Repository> forImage(String standardName, String architecture, String imageType) {
        return existing(standardName, architecture, repository -> repository.serves(imageType));
    }

    /**
     * Those that packages are looked up in when no image is in sight: the ones for all images.
     *
     * @param standardName the distribution's name or alias as it was asked for, in its proper spelling
     * @throws org.imagebuilder.http.errors.ApiException if there are none
     */
    public List<Repository> forPackages(String standardName, String architecture) {
        return existing(standardName, architecture, Repository::servesAllImages);
    }

    private List<Repository> existing(String standardName, String architecture, Predicate<Repository> wanted) {
        List<Repository> repositories =
                of(standardName, architecture).stream().filter(wanted).toList();
        if (repositories.isEmpty()) {
            throw ComposerError.INVALID_REPOSITORY.because("there are no default repositories of " + standardName
                    + " for " + architecture + ", so the request has to bring some");
        }
        return repositories;
    }

    /**
     * All repositories of one distribution and architecture, in their order, whatever they are for.
     *
     * @param standardName the distribution's name or alias as it was asked for, in its proper spelling
     * @return empty if there are none
     */
    public List<Repository> of(String standardName, String architecture) {
        return byDistribution.getOrDefault(standardName, Map.of()).getOrDefault(architecture, List.of());
    }

    /** The names of all distributions that have any, in alphabetical order. */
    Set<String> distributions() {
        return byDistribution.keySet();
    }
}
