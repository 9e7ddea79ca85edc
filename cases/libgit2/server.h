/* server.h - a server on this machine that wants a name and a password, for a client of git's smart HTTP protocol. */
#ifndef SEAM_LIBGIT2_SERVER_H
#define SEAM_LIBGIT2_SERVER_H

#include <seam/case.h>

struct server;

/* Listens on a port of the loopback; lets in who gives `name` and `password`.  NULL, after a skip, where there is no loopback. */
struct server *server_start(struct seam_case *c, const char *name, const char *password);
/* Stops, and gives how many requests came with a name and a password. */
size_t server_stop(struct seam_case *c, struct server *server);
int server_port(const struct server *server);
/* What the last of these gave, "name:password"; after server_stop(), until the next start. */
const char *server_given(void);

#endif
