/// Pages for people, rendered here and working without scripts. Owns their look and their headers. Does not decide
/// anything. Specs: CSP level 3, WCAG 2.2 AA.
package dev.microauth.web.pages;
