package org.imagebuilder.composer.repositories;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.imagebuilder.composer.errors.ComposerError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** The repositories of each distribution, for requests that bring none of their own. */
public final class DefaultRepositories {

    private final Map<String, Map<String, List<Repository>>> byDistribution;

    private DefaultRepositories(Map<String, Map<String, List<Repository>>> byDistribution) {
        this.byDistribution = byDistribution;
    }

    /** Reads those that come with the service. */
    public static DefaultRepositories builtIn() {
        try (InputStream in = DefaultRepositories.class.getResourceAsStream("/repositories/built-in.json")) {
            Map<String, Map<String, List<Definition>>> definitions =
                    JsonMapper.shared().readValue(in, new TypeReference<>() {});
            Map<String, Map<String, List<Repository>>> repositories = new HashMap<>();
            definitions.forEach((distribution, architectures) -> {
                Map<String, List<Repository>> byArchitecture = new HashMap<>();
                architectures.forEach((architecture, list) -> byArchitecture.put(
                        architecture, list.stream().map(Definition::repository).toList()));
                repositories.put(distribution, byArchitecture);
            });
            return new DefaultRepositories(repositories);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** A repository as definition files spell it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Definition(
            String name, @Nullable String baseurl, @Nullable String metalink, boolean checkGpg) {

        Repository repository() {
            return new Repository(
                    name,
                    baseurl == null ? List.of() : List.of(baseurl),
                    metalink,
                    null,
                    List.of(),
                    checkGpg,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of());
        }
    }
}
