/// The cookie bridge in a servlet container.
///
/// Owns the way from a servlet request into the bridge, and of the person to the application. Knows nothing of the
/// protocol. Specification: Jakarta Servlet 6.1.
package dev.microauth.bridge.servlet;
