/// microauthd: the process. Wires settings, engine, doors and sockets, and knows how it starts and stops.
package dev.microauth.server;
