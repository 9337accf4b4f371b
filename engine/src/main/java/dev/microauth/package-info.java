/// The front door: opens a data directory and hands out the services, wired in the order of the floors.
package dev.microauth;
