/// Servlet containers, as a home for guarded servlets and for the doors of an engine.
package dev.microauth.servlet;
