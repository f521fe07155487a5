package org.imagebuilder.http.requests;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.beans.PropertyEditorRegistrar;
import org.springframework.beans.PropertyEditorRegistry;

/**
 * Makes {@link UuidText} the reader of path variables. A property editor, since when a converter refuses a text Spring
 * gives it to its own lenient editor after all.
 */
final class StrictUuids implements PropertyEditorRegistrar {

    @Override
    public void registerCustomEditors(PropertyEditorRegistry registry) {
        registry.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(UuidText.read(text).orElseThrow(IllegalArgumentException::new));
            }
        });
    }
}
