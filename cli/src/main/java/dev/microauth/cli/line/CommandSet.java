package dev.microauth.cli.line;

import dev.microauth.text.Nearest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every command there is, with its group. No command is the beginning of another.
public final class CommandSet {
    private final List<Group> groups;
    private final Map<String, Command> byPath = new LinkedHashMap<>();
    private final Map<String, Option> options = new HashMap<>();
    private final Set<String> prefixes = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();

    /// @param groups in the order of the overview
    /// @param commands in the order of their groups' help
    public CommandSet(List<Group> groups, List<Command> commands) {
        this.groups = List.copyOf(groups);
        SharedOptions.ALL.forEach(option -> options.put(option.name(), option));
        for (var command : commands) {
            byPath.put(command.path(), command);
            var path = command.path();
            for (int blank = path.indexOf(' '); blank >= 0; blank = path.indexOf(' ', blank + 1)) {
                prefixes.add(path.substring(0, blank));
            }
            words.addAll(Arrays.asList(path.split(" ", -1)));
            command.own().forEach(option -> options.put(option.name(), option));
        }
    }

    public List<Group> groups() {
        return groups;
    }

    public List<Command> commands() {
        return List.copyOf(byPath.values());
    }

    /// The commands below some words: `client`, `client secret`.
    public List<Command> below(String prefix) {
        return byPath.values().stream()
                .filter(command ->
                        command.path().equals(prefix) || command.path().startsWith(prefix + " "))
                .toList();
    }

    /// The option of that name, in whichever command.
    Optional<Option> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /// The command whose words these begin with.
    Optional<Command> beginning(List<String> typed) {
        for (int length = 1; length <= typed.size(); length++) {
            var command = byPath.get(String.join(" ", typed.subList(0, length)));
            if (command != null) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    boolean isPrefix(List<String> typed) {
        return prefixes.contains(String.join(" ", typed));
    }

    boolean isWord(String word) {
        return words.contains(word);
    }

    /// Which command was probably meant.
    String suggestion(List<String> typed) {
        var first = typed.getFirst();
        if (!prefixes.contains(first)) {
            var names = groups.stream().map(Group::name).toList();
            var group = Nearest.to(first, names);
            if (group.isEmpty() || typed.size() == 1 || byPath.containsKey(group.get())) {
                return group.map(name -> "Did you mean mad " + name + "?")
                        .orElse("See mad --help.");
            }
            var path = group.get() + " " + String.join(" ", typed.subList(1, typed.size()));
            return Nearest.to(path, byPath.keySet())
                    .map(name -> "Did you mean mad " + name + "?")
                    .orElse("Did you mean mad " + group.get() + "?");
        }
        var paths = below(first).stream().map(Command::path).toList();
        for (int length = Math.min(3, typed.size()); length > 1; length--) {
            var near = Nearest.to(String.join(" ", typed.subList(0, length)), paths);
            if (near.isPresent()) {
                return "Did you mean mad " + near.get() + "?";
            }
        }
        return "See mad " + first + " --help.";
    }
}
