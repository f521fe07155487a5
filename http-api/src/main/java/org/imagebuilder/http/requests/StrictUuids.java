package org.imagebuilder.http.requests;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Makes {@link UuidText} the reader of path variables. A property editor, since when a converter refuses a text Spring
 * gives it to its own lenient editor after all.
 */
@ControllerAdvice
final class StrictUuids {

    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(UuidText.read(text).orElseThrow(IllegalArgumentException::new));
            }
        });
    }
}
