package org.imagebuilder.composer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** {@code image-types.txt} says what each line of distributions offers, in the API's terms. */
class ApiImageTypesTest {

    private static final long GIB = 1024L * 1024 * 1024;

    private final Catalogue catalogue = new Catalogue(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"fedora-43", "rhel-9.0", "rhel-9.3", "rhel-9.6", "rhel-10.0", "centos-9", "centos-10"})
    @DisplayName("C4 every API image type leads to the type that workers know, or to none")
    void image_types_of_the_api(String name) throws Exception {
        String all = new ClassPathResource("image-types.txt").getContentAsString(StandardCharsets.UTF_8);
        Distribution distribution = catalogue.find(name).orElseThrow();
        String offered = Arrays.stream(ApiImageType.values())
                .sorted(Comparator.comparing(ApiImageType::wireName))
                .flatMap(type -> lines(distribution, type))
                .collect(Collectors.joining());
        assertThat(all).contains("\n" + name + "\n" + offered + "\n");
    }

    /** One line; several where architectures differ in more than the boot mode, and none where there is no such type. */
    private static Stream<String> lines(Distribution distribution, ApiImageType apiType) {
        Map<String, String> bootModes = new TreeMap<>();
        distribution.images().keySet().stream()
                .sorted()
                .forEach(architecture -> distribution
                        .imageType(architecture, apiType.catalogueName())
                        .ifPresent(type -> bootModes.merge(facts(type), bootMode(architecture, type), String::concat)));
        return bootModes.entrySet().stream()
                .map(entry -> "  " + apiType.wireName() + " " + entry.getKey() + entry.getValue() + "\n");
    }

    private static String facts(ImageType type) {
        String size = type.defaultSize() == 0 ? "0" : type.defaultSize() / GIB + "G";
        return String.join(" ", type.name(), type.filename(), type.exports().getFirst(), type.mimeType(), size);
    }

    private static String bootMode(String architecture, ImageType type) {
        return " " + architecture + "=" + type.bootMode().name().toLowerCase(Locale.ROOT);
    }
}
