package org.imagebuilder.http.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is read without a token, letter by letter as it stands in the request: any other spelling is another path. */
final class OpenPaths {

    private final Set<String> paths;

    OpenPaths(String basePath, AccessRules rules) {
        this.paths = rules.open().stream()
                .map(path -> basePath + path)
                .flatMap(path -> Stream.of(path, path + "/"))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean include(HttpServletRequest request) {
        return request.getMethod().equals("GET") && paths.contains(request.getRequestURI());
    }
}
