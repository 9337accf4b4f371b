/// Whether the process is alive and ready. Says nothing of who uses it.
package dev.microauth.web.status;
