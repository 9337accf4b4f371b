/// The doors of the admin port. Its tokens are of its own ring; those of the auth port mean nothing here.
package dev.microauth.web.admin;
