package dev.microauth.cli.line;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What makes a shell complete the words of mad, made from the table of commands.
public final class Completion {
    private final CommandSet commands;

    private Completion(CommandSet commands) {
        this.commands = commands;
    }

    /// The script for `bash`, `zsh` or `fish`.
    public static String of(String shell, CommandSet commands) {
        var completion = new Completion(commands);
        return switch (shell) {
            case "bash" -> completion.bash();
            case "zsh" -> completion.zsh();
            case "fish" -> completion.fish();
            default -> throw new IllegalArgumentException("no completion for " + shell);
        };
    }

    /// The words that can follow some words, each with its sentence.
    private Map<String, Map<String, String>> nexts() {
        var nexts = new LinkedHashMap<String, Map<String, String>>();
        commands.groups().forEach(group -> put(nexts, "", group.name(), group.purpose()));
        for (var command : commands.commands()) {
            var path = command.path();
            for (int blank = path.indexOf(' '); blank >= 0; blank = path.indexOf(' ', blank + 1)) {
                var rest = path.substring(blank + 1);
                int end = rest.indexOf(' ');
                var word = end < 0 ? rest : rest.substring(0, end);
                put(nexts, path.substring(0, blank), word, end < 0 ? command.purpose() : "");
            }
            for (var word : command.words()) {
                word.choices().forEach(choice -> put(nexts, path, choice, word.sentence()));
            }
        }
        return nexts;
    }

    private static void put(
            Map<String, Map<String, String>> nexts, String path, String word, String sentence) {
        nexts.computeIfAbsent(path, _ -> new LinkedHashMap<>()).putIfAbsent(word, sentence);
    }

    private Stream<Option> options() {
        return Stream.concat(
                SharedOptions.ALL.stream(),
                commands.commands().stream().flatMap(command -> command.own().stream()));
    }

    /// The names of options, joined as the patterns of `case`.
    private String pattern(Predicate<Option> which) {
        Set<String> names =
                options()
                        .filter(which)
                        .map(Option::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return String.join(" | ", names);
    }

    private Map<String, List<String>> choices() {
        var choices = new LinkedHashMap<String, List<String>>();
        options()
                .filter(option -> !option.choices().isEmpty())
                .forEach(option -> choices.putIfAbsent(option.name(), option.choices()));
        return choices;
    }

    /// The part that bash and zsh share: the words before the cursor that are no options, in `at`.
    private String walk(String words, String count) {
        return """
            local word at= skip=
            for word in "${%s[@]:1:$((%s))}"; do
                if [[ -n $skip ]]; then
                    skip=
                    continue
                fi
                case $word in
                    %s) skip=yes ;;
                    -*) ;;
                    *) at="${at:+$at }$word" ;;
                esac
            done
        """
                .formatted(words, count, pattern(Option::takesValue));
    }

    private String bash() {
        var script = new StringBuilder("# Completes mad in bash.\n_mad() {\n");
        script.append(
                "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n");
        script.append(walk("COMP_WORDS", "COMP_CWORD - 1"));
        script.append("    COMPREPLY=()\n    case $before in\n");
        choices()
                .forEach((name, values) ->
                        script.append(
                                "        %s) COMPREPLY=($(compgen -W '%s' -- \"$current\")); return ;;\n"
                                        .formatted(name, String.join(" ", values))));
        script.append(
                "        %s) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n"
                        .formatted(pattern(Option::isFile)));
        script.append("        %s) return ;;\n    esac\n".formatted(pattern(Option::takesValue)));
        script.append("    local words=\n    case $at in\n");
        nexts().forEach((path, words) ->
                script.append(
                        "        '%s') words='%s' ;;\n"
                                .formatted(path, String.join(" ", words.keySet()))));
        script.append(
                "    esac\n    if [[ $current == -* || -z $words ]]; then\n        case $at in\n");
        for (var command : commands.commands()) {
            script.append(
                    "            '%s' | '%s '*) words='%s' ;;\n"
                            .formatted(command.path(), command.path(), names(command.own())));
        }
        script.append(
                "            *) words= ;;\n        esac\n        words+=' %s'\n    fi\n"
                        .formatted(names(SharedOptions.ALL)));
        script.append(
                "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\ncomplete -F _mad mad\n");
        return script.toString();
    }

    private String zsh() {
        var script =
                new StringBuilder(
                        "#compdef mad\n# Completes mad in zsh.\n_mad() {\n    local -a found\n");
        script.append("    local current=${words[CURRENT]} before=${words[CURRENT-1]}\n");
        // In zsh the first word is number 1, while an offset counts from 0.
        script.append(walk("words", "CURRENT - 2"));
        script.append("    case $before in\n");
        choices()
                .forEach((name, values) ->
                        script.append(
                                "        %s) found=(%s); _describe value found; return ;;\n"
                                        .formatted(name, String.join(" ", values))));
        script.append("        %s) _files; return ;;\n".formatted(pattern(Option::isFile)));
        script.append(
                "        %s) return ;;\n    esac\n    case $at in\n"
                        .formatted(pattern(Option::takesValue)));
        nexts().forEach((path, words) ->
                script.append("        '%s') found=(%s) ;;\n".formatted(path, described(words))));
        script.append(
                "    esac\n    if [[ $current == -* || ${#found} -eq 0 ]]; then\n        case $at in\n");
        for (var command : commands.commands()) {
            script.append(
                    "            '%s' | '%s '*) found=(%s) ;;\n"
                            .formatted(
                                    command.path(),
                                    command.path(),
                                    described(sentences(command.own()))));
        }
        script.append(
                "            *) found=() ;;\n        esac\n        found+=(%s)\n    fi\n"
                        .formatted(described(sentences(SharedOptions.ALL))));
        script.append("    _describe word found\n}\n");
        script.append(
                "if [[ ${funcstack[1]} == _mad ]]; then\n    _mad \"$@\"\nelse\n    compdef _mad mad\nfi\n");
        return script.toString();
    }

    private String fish() {
        var script =
                new StringBuilder(
                        "# Completes mad in fish.\nfunction __mad_path\n    set -l path\n    set -l skip\n");
        script.append(
                "    for word in (commandline -opc)[2..-1]\n        if set -q skip[1]\n            set -e skip\n            continue\n        end\n");
        script.append(
                "        switch $word\n            case %s\n                set skip yes\n"
                        .formatted(pattern(Option::takesValue).replace(" | ", " ")));
        script.append(
                "            case '-*'\n            case '*'\n                set -a path $word\n        end\n    end\n    echo \"$path\"\nend\n");
        script.append("function __mad_at\n    test (__mad_path) = \"$argv\"\nend\n");
        script.append(
                "function __mad_in\n    set -l path (__mad_path)\n    string match -q -- \"$argv *\" \"$path \"\nend\n");
        script.append("complete -c mad -f\n");
        nexts().forEach((path, words) ->
                words.forEach((word, sentence) ->
                        script.append(
                                "complete -c mad -n \"__mad_at '%s'\" -a %s%s\n"
                                        .formatted(path, word, fishText(sentence)))));
        SharedOptions.ALL.forEach(
                option -> script.append("complete -c mad%s\n".formatted(fish(option))));
        for (var command : commands.commands()) {
            command.own()
                    .forEach(option ->
                            script.append(
                                    "complete -c mad -n \"__mad_in '%s'\"%s\n"
                                            .formatted(command.path(), fish(option))));
        }
        return script.toString();
    }

    private static String fish(Option option) {
        var takes = "";
        if (!option.choices().isEmpty()) {
            takes = " -xa '" + String.join(" ", option.choices()) + "'";
        } else if (option.isFile()) {
            takes = " -rF";
        } else if (option.takesValue()) {
            takes = " -x";
        }
        return " -l " + option.name().substring(2) + takes + fishText(option.sentence());
    }

    private static String fishText(String sentence) {
        return sentence.isEmpty()
                ? ""
                : " -d '" + sentence.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String names(List<Option> options) {
        return options.stream().map(Option::name).collect(Collectors.joining(" "));
    }

    private static Map<String, String> sentences(List<Option> options) {
        var sentences = new LinkedHashMap<String, String>();
        options.forEach(option -> sentences.put(option.name(), option.sentence()));
        return sentences;
    }

    /// For `_describe`: `'word:sentence'`.
    private static String described(Map<String, String> words) {
        return words.entrySet().stream()
                .map(each ->
                        each.getValue().isEmpty()
                                ? each.getKey()
                                : each.getKey() + ":" + each.getValue())
                .map(text -> "'" + text.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
