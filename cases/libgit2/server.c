/* server.c - see server.h: one connection at a time, one request each. */
#define _GNU_SOURCE /* strcasestr() */
#include "server.h"
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
	int listening, stop[2], port;
	char expected[160];
	size_t given;
	struct seam_thread *thread;
};

static char last_given[160];

/* Base64 without its last blanks; what is no digit of it ends it. */
static void decode(const char *text, char *out, size_t room)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, n = 0;
	size_t k = 0;
	for (const char *digit; *text && (digit = strchr(digits, *text)) && k + 1 < room; text++) {
		bits = bits << 6 | (unsigned)(digit - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			out[k++] = (char)(bits >> n & 0xff);
		}
	}
	out[k] = '\0';
}

/* What a fetch asks first: the references, of which there are none. */
#define EMPTY                                                                                                          \
	"001e# service=git-upload-pack\n0000"                                                                          \
	"00540000000000000000000000000000000000000000 capabilities^{}\0agent=seam/0 ofs-delta\n0000"

static void answer(struct server *s, int client, const char *request)
{
	static const char refusal[] = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"seam\"\r\n"
				      "Content-Length: 0\r\nConnection: close\r\n\r\n";
	char text[512];
	const char *line = strcasestr(request, "\r\nAuthorization: Basic ");
	if (line) {
		decode(line + strlen("\r\nAuthorization: Basic "), last_given, sizeof last_given);
		s->given++;
	}
	if (!line || strcmp(last_given, s->expected)) {
		(void)!write(client, refusal, sizeof refusal - 1);
		return;
	}
	int n = snprintf(text, sizeof text,
	                 "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n"
	                 "Content-Length: %zu\r\nConnection: close\r\n\r\n",
	                 sizeof EMPTY - 1);
	memcpy(text + n, EMPTY, sizeof EMPTY - 1);
	(void)!write(client, text, (size_t)n + sizeof EMPTY - 1);
}

static void talk(struct server *s, int client)
{
	char request[4096];
	size_t n = 0;
	ssize_t more;
	while (n < sizeof request - 1 && (more = read(client, request + n, sizeof request - 1 - n)) > 0) {
		n += (size_t)more;
		request[n] = '\0';
		if (strstr(request, "\r\n\r\n")) {
			answer(s, client, request);
			break;
		}
	}
	/* What is unread makes close() a reset, which may overtake the answer. */
	shutdown(client, SHUT_WR);
	while (read(client, request, sizeof request) > 0)
		;
	close(client);
}

static void serve(struct seam_case *c, size_t index, void *argument)
{
	struct server *s = (struct server *)argument;
	(void)c, (void)index;
	for (;;) {
		struct pollfd wait[] = { { s->listening, POLLIN, 0 }, { s->stop[0], POLLIN, 0 } };
		if (poll(wait, 2, -1) < 0 || wait[1].revents)
			return;
		int client = accept(s->listening, NULL, NULL);
		if (client >= 0)
			talk(s, client);
	}
}

struct server *server_start(struct seam_case *c, const char *name, const char *password)
{
	static struct server s;
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof here;
	s = (struct server){ .listening = socket(AF_INET, SOCK_STREAM, 0) };
	last_given[0] = '\0';
	snprintf(s.expected, sizeof s.expected, "%s:%s", name, password);
	if (s.listening < 0 || bind(s.listening, (struct sockaddr *)&here, size) || listen(s.listening, 4) ||
	    getsockname(s.listening, (struct sockaddr *)&here, &size) || pipe(s.stop)) {
		if (s.listening >= 0)
			close(s.listening);
		seam_skip(c, "no server can be made on the loopback");
		return NULL;
	}
	s.port = ntohs(here.sin_port);
	s.thread = seam_thread_start(c, serve, &s);
	return &s;
}

size_t server_stop(struct seam_case *c, struct server *s)
{
	(void)!write(s->stop[1], "", 1);
	if (s->thread)
		seam_thread_join(c, s->thread);
	close(s->listening);
	close(s->stop[0]);
	close(s->stop[1]);
	return s->given;
}

int server_port(const struct server *s)
{
	return s->port;
}

const char *server_given(void)
{
	return last_given;
}
