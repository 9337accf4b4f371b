/// The doors of the admin port: its token endpoint, and the admin API. Each `…Resource` lists its [Operation]s, of which
/// routes, guards, the OpenAPI document and the tests of rights are made. Its tokens are of its own ring; those of the
/// auth port mean nothing here. Specs: RFC 9457, RFC 7396, RFC 9110 §13 (ETags); OpenAPI 3.1.
package dev.microauth.web.admin;
