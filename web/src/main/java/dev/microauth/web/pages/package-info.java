/// The frame of every page for people: elements, forms, texts in their language, the style and the headers. Pages work
/// without scripts, and load nothing from elsewhere. Does not know what a page is about. Specs: CSP level 3, WCAG 2.2
/// AA, RFC 4647.
package dev.microauth.web.pages;
