package org.imagebuilder.deployment;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The names of all properties that the services themselves define. */
final class OwnProperties {

    private OwnProperties() {}

    static Set<String> names() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> names = new TreeSet<>();
        scanner.findCandidateComponents("org.imagebuilder").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(
                    String.valueOf(found.getBeanClassName()), OwnProperties.class.getClassLoader());
            namesBelow(type.getAnnotation(ConfigurationProperties.class).value(), type)
                    .forEach(names::add);
        });
        return names;
    }

    private static Stream<String> namesBelow(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> named(prefix, component));
    }

    private static Stream<String> named(String prefix, RecordComponent component) {
        String name = prefix + "." + dashed(component.getName());
        return component.getType().isRecord() ? namesBelow(name, component.getType()) : Stream.of(name);
    }

    private static String dashed(String camelCase) {
        String dashed = camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return ConfigurationPropertyName.of(dashed).toString();
    }
}
