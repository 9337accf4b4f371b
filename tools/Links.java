// Checks the Markdown pages: every relative link leads to a file that exists, every #heading to a heading of its page.
//
// java tools/Links.java [ROOT]

static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\((?<target>[^)\\s]+)\\)");
static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(?<text>.+?) *$");
static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", "microauth-data");

void main(String[] args) throws IOException {
    Path root = Path.of(args.length == 1 ? args[0] : ".");
    List<String> problems = new ArrayList<>();
    List<Path> pages = pages(root);
    for (Path page : pages) {
        String text = CODE.matcher(Files.readString(page)).replaceAll("");
        LINK.matcher(text).results().map(link -> link.group("target")).forEach(target -> {
            if (!leadsSomewhere(page, target)) {
                problems.add("%s: nothing stands at %s".formatted(root.relativize(page), target));
            }
        });
    }
    problems.forEach(System.err::println);
    if (!problems.isEmpty()) {
        System.exit(1);
    }
    IO.println("links: %d pages, every link leads somewhere".formatted(pages.size()));
}

List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped = SKIPPED.contains(directory.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
                pages.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    });
    return pages;
}

boolean leadsSomewhere(Path page, String target) {
    if (target.matches("[a-z]+:.*")) {
        return true;
    }
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path = file.isEmpty() ? page : page.resolveSibling(file);
    boolean heading = hash >= 0 && path.toString().endsWith(".md");
    return Files.exists(path) && (!heading || headings(path).contains(target.substring(hash + 1)));
}

/// The anchors of a page, made as the usual renderers make them: lower case, dashes for spaces, no other signs.
Set<String> headings(Path page) {
    try {
        return HEADING.matcher(Files.readString(page)).results()
                .map(heading -> heading.group("text").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}
