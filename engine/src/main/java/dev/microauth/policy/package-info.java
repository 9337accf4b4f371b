/// Owns who may sign in to a client: the roles it asks for, and how well somebody must have proved who they are. Does not
/// know how that is proved.
package dev.microauth.policy;
