package dev.microauth.cli.line;

import java.util.List;
import java.util.stream.Stream;

/// One command: its words and its help.
///
/// @param path its words: `role assign`
/// @param purpose a sentence for the list of its group
/// @param story what its own help says below that sentence, by paragraph
/// @param words options that may be given without their name, in this order
/// @param options its other options, beside those that every command takes
/// @param examples lines to be typed
public record Command(
        String path,
        String purpose,
        List<String> story,
        List<Option> words,
        List<Option> options,
        List<String> examples) {

    public Command {
        story = List.copyOf(story);
        words = List.copyOf(words);
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    public static Command of(String path, String purpose) {
        return new Command(path, purpose, List.of(), List.of(), List.of(), List.of());
    }

    public Command story(String... paragraphs) {
        return new Command(path, purpose, List.of(paragraphs), words, options, examples);
    }

    public Command words(Option... named) {
        return new Command(path, purpose, story, List.of(named), options, examples);
    }

    public Command options(Option... more) {
        return new Command(path, purpose, story, words, List.of(more), examples);
    }

    public Command examples(String... lines) {
        return new Command(path, purpose, story, words, options, List.of(lines));
    }

    /// The first word: `role`.
    public String group() {
        int blank = path.indexOf(' ');
        return blank < 0 ? path : path.substring(0, blank);
    }

    /// Every option of its own.
    public List<Option> own() {
        return Stream.concat(words.stream(), options.stream()).toList();
    }

    /// Every option that it takes.
    public List<Option> all() {
        return Stream.concat(own().stream(), SharedOptions.ALL.stream()).toList();
    }
}
